#include "ui/results/MissingScores.h"

#include <algorithm>

namespace metaspo {

namespace {

RunRequest requestLike(const MethodPrompts& prompts)
{
    RunRequest request;
    request.settings = prompts.settings;
    request.settings.method = Method::Evaluate;
    request.settings.sources.clear();
    request.baseConnection = prompts.baseConnectionId;
    request.evaluateSplit = Split::Test;
    return request;
}

// Asked the same way, of the same examples.
bool isLike(const MissingRun& run, const MethodPrompts& prompts)
{
    const RunSettings& one = run.request.settings;
    const RunSettings& other = prompts.settings;
    return run.baseModel == prompts.baseModel && run.request.baseConnection == prompts.baseConnectionId
           && one.baseTemperature == other.baseTemperature && one.baseOutputTokens == other.baseOutputTokens
           && one.seed == other.seed;
}

void append(QStringList& list, const QString& text)
{
    if (!list.contains(text))
        list.append(text);
}

// A task's own prompt is what is used where none is given.
void leaveOutOwnPrompts(RunRequest& request, const QList<MethodColumn>& columns)
{
    for (const MethodColumn& column : columns)
        if (column.userPrompt && request.evaluateUserPrompts.value(column.task) == QStringList{*column.userPrompt})
            request.evaluateUserPrompts.remove(column.task);
}

} // namespace

QList<MissingScore> missingScores(const MethodTable& table, const QList<qsizetype>& rows)
{
    QList<MissingScore> missing;
    for (const qsizetype row : rows)
        for (qsizetype column = 0; column < table.columns.size(); ++column)
            if (!table.rows.at(row).cells.at(column).score && table.columns.at(column).userPrompt)
                missing.append({row, column});
    return missing;
}

QList<MissingRun> missingRuns(const MethodTable& table, const QList<MissingScore>& missing)
{
    QList<MissingRun> runs;
    for (const MissingScore& place : missing) {
        const MethodPrompts& prompts = table.rows.at(place.row).prompts;
        const MethodColumn& column = table.columns.at(place.column);
        const QStringList users = prompts.userPrompts.value(column.task, {*column.userPrompt});
        auto run = std::find_if(runs.begin(), runs.end(), [&](const MissingRun& known) {
            // A run judges the user prompts of a task together: with others it would be another score.
            return isLike(known, prompts) && known.request.evaluateUserPrompts.value(column.task, users) == users;
        });
        if (run == runs.end()) {
            runs.append({prompts.baseModel, requestLike(prompts), 0});
            run = runs.end() - 1;
        }
        ++run->scores;
        RunRequest& request = run->request;
        request.settings.test = std::max(request.settings.test, prompts.settings.test);
        append(request.evaluatePrompts, prompts.systemPrompt);
        append(request.settings.sources, column.task);
        request.evaluateUserPrompts.insert(column.task, users);
    }
    for (MissingRun& run : runs)
        leaveOutOwnPrompts(run.request, table.columns);
    return runs;
}

} // namespace metaspo
