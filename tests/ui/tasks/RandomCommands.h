#pragma once

#include "core/domain/Draw.h"
#include "tests/ui/tasks/TasksFixture.h"
#include "ui/tasks/document/TaskDocument.h"

#include <functional>

namespace metaspo {

inline Task sample(const QString& name, int examples = 6)
{
    return TasksFixture::yesNo(name, examples);
}

/// All that a document holds, without what comes from storing it.
inline QMap<QString, Task> contentOf(const TaskDocument& document)
{
    QMap<QString, Task> content;
    for (const TaskKey key : document.keys()) {
        const TaskEntry& entry = *document.entry(key);
        content.insert(QStringLiteral("%1 %2").arg(key).arg(entry.task.name), entry.task);
    }
    return content;
}

inline TaskEdit editOf(const Task& before, const std::function<void(Task&)>& change)
{
    Task after = before;
    change(after);
    return editBetween(before, after);
}

/// Some command that a person could give. Names stay unique.
inline void doSomething(TaskDocument& document, Draw& draw, int number)
{
    const QList<TaskKey> keys = document.keys();
    const TaskKey key = keys.isEmpty() ? 0 : keys[draw.below(keys.size())];
    const TaskEntry* entry = document.entry(key);
    const QString what = QStringLiteral("command %1").arg(number);
    const qsizetype kind = draw.below(9);
    if (!entry || kind == 0) {
        document.add({sample(QStringLiteral("task-%1").arg(number)), sample(QStringLiteral("twin-%1").arg(number))},
                     what);
        return;
    }
    const Task& task = entry->task;
    const qsizetype place = task.examples.isEmpty() ? -1 : draw.below(task.examples.size());
    if (kind == 1)
        return document.remove(key, what);
    if (kind == 2 || place < 0)
        return document.edit(key, editOf(task, [number](Task& t) { t.name = QStringLiteral("named-%1").arg(number); }),
                             what);
    if (kind == 3)
        return document.edit(
            key,
            editOf(
                task,
                [](Task& t) {
                    t.examples.append({nextIndex(t), Split::Test, QStringLiteral("new"), {QStringLiteral("no")}, {}});
                }),
            what);
    if (kind == 4)
        return document.edit(key, editOf(task, [place](Task& t) { t.examples.removeAt(place); }), what);
    if (kind == 5)
        return document.edit(key, editOf(task, [number](Task& t) {
                                 for (Example& example : t.examples)
                                     example.split = static_cast<Split>((example.index + number) % 3);
                             }), what);
    const int index = task.examples[place].index;
    const int field = kind == 6 ? ExampleModel::QuestionField : ExampleModel::AnswersField;
    document.edit(key, editOf(task, [&](Task& t) {
                      t.examples[place].question += QString::number(number);
                      if (field == ExampleModel::AnswersField)
                          t.examples[place].answers = {QString::number(number)};
                  }), what, kind == 8 ? TypingPlace{} : TypingPlace{index, field});
}

} // namespace metaspo
