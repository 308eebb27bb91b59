#include "core/store/write/TaskMerge.h"

#include "core/store/json/AnswerFormatJson.h"
#include "core/store/read/Reads.h"

#include <algorithm>

namespace metaspo {

namespace {

std::optional<Example> storedExample(WriteSession& session, qint64 version, int index)
{
    Query query(session.database(), "SELECT split, content, answers_json, external_id FROM example "
                                    "JOIN text ON text_id = question_text_id WHERE task_id = ? AND example_index = ?");
    if (!query.bind(version).bind(index).next())
        return std::nullopt;
    Example example;
    example.index = index;
    example.split = fromName<Split>(query.text()).value_or(Split::Train);
    example.question = query.text();
    example.answers = textsFromJson(query.utf8());
    example.externalId = query.text();
    return example;
}

/// Above all indexes of the version and of the edit.
int freeIndex(WriteSession& session, qint64 version, const TaskEdit& edit)
{
    Query query(session.database(), "SELECT coalesce(max(example_index), -1) FROM example WHERE task_id = ?");
    int highest = query.bind(version).next() ? query.integer() : -1;
    for (const ExampleEdit& one : edit.examples)
        highest = std::max(highest, one.index());
    return highest + 1;
}

void mergeHead(const TaskEdit::Heads& heads, TaskMerge& merge, TaskChanged& told)
{
    const auto take = [&](auto Task::* part, TaskField field) {
        if (heads.before.*part == heads.after.*part || merge.head.*part == heads.after.*part)
            return;
        if (merge.head.*part != heads.before.*part)
            told.replacedFields.append(field);
        merge.head.*part = heads.after.*part;
        merge.changesHead = true;
    };
    take(&Task::name, TaskField::Name);
    take(&Task::domain, TaskField::Domain);
    take(&Task::role, TaskField::Role);
    take(&Task::userPrompt, TaskField::UserPrompt);
    take(&Task::format, TaskField::Format);
    take(&Task::metric, TaskField::Metric);
    take(&Task::origin, TaskField::Origin);
    take(&Task::licence, TaskField::Licence);
}

} // namespace

TaskMerge merged(WriteSession& session, qint64 version, const TaskEdit& edit, TaskChanged& told)
{
    TaskMerge merge;
    merge.head = readTaskWithoutExamples(session.database(), version);
    if (edit.head)
        mergeHead(*edit.head, merge, told);
    int next = -1;
    for (const ExampleEdit& one : edit.examples) {
        const std::optional<Example> stored = storedExample(session, version, one.index());
        if (stored == one.after)
            continue;
        if (!one.before && stored) {
            next = next < 0 ? freeIndex(session, version, edit) : next + 1;
            told.moved.insert(one.index(), next);
            merge.put.append(*one.after);
            merge.put.last().index = next;
            continue;
        }
        if (stored != one.before)
            told.replacedExamples.append(one.index());
        if (one.after)
            merge.put.append(*one.after);
        else
            merge.removed.append(one.index());
    }
    return merge;
}

} // namespace metaspo
