#include "ui/tasks/document/ReplacedText.h"

#include "ui/kit/Numbers.h"

#include <QCoreApplication>
#include <QStringList>

namespace metaspo {

namespace {

struct ReplacedWords
{
    Q_DECLARE_TR_FUNCTIONS(metaspo::ReplacedText)
};

QString fieldText(TaskField field)
{
    switch (field) {
    case TaskField::Name: return ReplacedWords::tr("the name");
    case TaskField::Domain: return ReplacedWords::tr("the domain");
    case TaskField::Role: return ReplacedWords::tr("the role");
    case TaskField::UserPrompt: return ReplacedWords::tr("the user prompt");
    case TaskField::Format: return ReplacedWords::tr("the answer format");
    case TaskField::Metric: return ReplacedWords::tr("the metric");
    case TaskField::Origin: return ReplacedWords::tr("the origin");
    case TaskField::Licence: return ReplacedWords::tr("the licence");
    }
    return {};
}

/// "example 3", "examples 3, 4, 5 and 9 more".
QString examplesText(const QList<int>& indexes)
{
    constexpr qsizetype mostNamed = 10;
    QStringList numbers;
    for (const int index : indexes.mid(0, mostNamed))
        numbers.append(countText(index));
    const QString named = numbers.join(QStringLiteral(", "));
    if (indexes.size() == 1)
        return ReplacedWords::tr("example %1").arg(named);
    const int more = static_cast<int>(indexes.size() - numbers.size());
    return more > 0 ? ReplacedWords::tr("examples %1 and %n more", nullptr, more).arg(named)
                    : ReplacedWords::tr("examples %1").arg(named);
}

} // namespace

QString replacedText(const QString& name, const TaskChanged& changed)
{
    QStringList parts;
    for (const TaskField field : changed.replacedFields)
        parts.append(fieldText(field));
    if (!changed.replacedExamples.isEmpty())
        parts.append(examplesText(changed.replacedExamples));
    return ReplacedWords::tr("In the task %1 you and the other program changed the same; yours replaced theirs: %2.")
        .arg(name, parts.join(QStringLiteral(", ")));
}

} // namespace metaspo
