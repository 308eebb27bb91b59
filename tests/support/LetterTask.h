#pragma once

#include "core/domain/Task.h"

namespace metaspo {

/// Questions with a letter as their answer, `each` of them in every split. The scripted server reads in a question what
/// it is to answer, rightly or wrongly.
inline Task letterTask(const QString& name, const QString& domain = QStringLiteral("Letters"), int each = 8)
{
    Task task;
    task.name = name;
    task.domain = domain;
    task.userPrompt = QStringLiteral("Choose a letter and write it inside <answer></answer>.\n{question}");
    task.format.kind = AnswerKind::Choice;
    task.format.choices = {QStringLiteral("A"), QStringLiteral("B"), QStringLiteral("C"), QStringLiteral("D")};
    for (int index = 0; index < 3 * each; ++index) {
        const QChar right(u'A' + (index * 7 + index / 3) % 4);
        const QChar wrong(u'A' + (right.unicode() - u'A' + 1) % 4);
        task.examples.append({index, static_cast<Split>(index / each),
                              QStringLiteral("Item %1 of %2? [[answer=%3|%4]]").arg(index).arg(name, right, wrong),
                              {QString(right)}, {}});
    }
    return task;
}

} // namespace metaspo
