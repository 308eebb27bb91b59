#include "core/engine/CalibrationFile.h"
#include "core/engine/MethodSetup.h"
#include "core/engine/RunCreation.h"
#include "core/engine/UsualTokens.h"
#include "core/llm/Address.h"
#include "core/llm/Pricing.h"

#include <QUrl>

namespace metaspo {

namespace {

constexpr qint64 templateCharacters = 4000;  // of an optimizer call, without the failures shown

struct History
{
    std::optional<double> secondsPerCall;
    std::optional<qint64> outputPerCall;
    QDateTime newestUtc; ///< when the newest run of these ended
    std::optional<CalibrationResult> measured;
};

// A run on another machine or server, or with another number of calls in flight, tells nothing about time.
Result<std::optional<double>> secondsPerCall(Reader& reader, const RunRecord& earlier, const Connection& base,
                                             const RunLimits& limits)
{
    if (earlier.recorded || earlier.baseConnectionId != base.id || earlier.limits.width != limits.width)
        return std::nullopt;
    return reader.pace(earlier.id).map([&](const RunPace& pace) -> std::optional<double> {
        if (pace.answers == 0 || pace.width != base.width)
            return std::nullopt;
        return static_cast<double>(pace.milliseconds) / 1000.0 / static_cast<double>(pace.answers);
    });
}

// A calibration tells more than a run: of the base model alone, on this very endpoint. Unless a run came after it.
void addCalibration(History& history, const Connection& base, const RunLimits& limits)
{
    const auto record = newestCalibration(endpointDigest(base));
    if (!record)
        return;
    const CalibrationResult found = calibrationResult(*record);
    if (history.newestUtc.isValid() && found.measuredUtc < history.newestUtc)
        return;
    const int width = limits.width > 0 ? limits.width : base.width;
    const bool isOfUse = found.outputTokens || found.width == width;
    if (found.outputTokens)
        history.outputPerCall = qRound64(found.outputTokensMean);
    if (found.width == width)
        history.secondsPerCall = found.secondsPerCall;
    if (isOfUse)
        history.measured = found;
}

// What the newest runs on the same model tell, and a calibration of the connection.
Result<History> historyOf(Reader& reader, const Connection& base, const RunLimits& limits)
{
    const auto runs = reader.runs();
    if (!runs)
        return tl::unexpected(runs.error());
    History history;
    for (auto run = runs->rbegin(); run != runs->rend() && !history.secondsPerCall; ++run) {
        const qint64 calls = run->baseCalls + run->optimizerCalls;
        if (run->baseModel != base.model || run->state != RunState::Finished || calls < 20)
            continue;
        if (!history.outputPerCall) {
            history.outputPerCall = run->outputTokens / calls;
            history.newestUtc = run->finishedUtc;
        }
        const auto seconds = secondsPerCall(reader, *run, base, limits);
        if (!seconds)
            return tl::unexpected(seconds.error());
        history.secondsPerCall = *seconds;
    }
    addCalibration(history, base, limits);
    return history;
}

Result<QStringList> sourcesLeftOut(Reader& reader, const NewRun& run)
{
    if (run.settings.method == Method::Evaluate || run.forkedFrom)
        return QStringList();
    return reader.tasks().map([&](const QList<TaskSummary>& tasks) {
        QStringList names;
        for (const TaskSummary& summary : tasks)
            if (summary.task.role == TaskRole::Source && !run.settings.sources.contains(summary.task.name))
                names.append(summary.task.name);
        return names;
    });
}

qint64 charactersPerBaseCall(const NewRun& run)
{
    qint64 characters = 0;
    qint64 examples = 0;
    for (const RunTask& task : run.tasks) {
        for (const Example& example : task.task.examples)
            characters += example.question.size() + task.task.userPrompt.size();
        examples += task.task.examples.size();
    }
    return run.settings.initialSystemPrompt.size() + characters / std::max<qint64>(1, examples);
}

const Connection* connectionOf(const NewRun& run, ModelRole role)
{
    for (const RunModel& model : run.models)
        if (model.role == role)
            return &model.connection;
    return nullptr;
}

struct Tokens
{
    qint64 input = 0;
    qint64 output = 0;
};

std::optional<qint64> cost(const NewRun& run, const Tokens& base, const Tokens& optimizer)
{
    qint64 sum = 0;
    const std::pair<ModelRole, Tokens> parts[] = {{ModelRole::Base, base}, {ModelRole::Optimizer, optimizer}};
    for (const auto& [role, tokens] : parts) {
        const Connection* connection = connectionOf(run, role);
        if (!connection)
            continue;
        const auto one = costNanoDollars(connection->price, TokenUsage{tokens.input, 0, tokens.output, -1});
        if (!one)
            return std::nullopt;
        sum += *one;
    }
    return sum;
}

} // namespace

Result<RunPlan> forecast(Reader& reader, const NewRun& run)
{
    RunPlan plan;
    QList<Task> tasks;
    for (const RunTask& task : run.tasks)
        tasks.append(task.task);
    plan.calls = planOf(run.settings, tasks, evaluateFromJson(run.evaluateJson));
    const Connection* base = connectionOf(run, ModelRole::Base);
    const Result<History> history = historyOf(reader, base ? *base : Connection(), run.limits);
    if (!history)
        return tl::unexpected(history.error());
    plan.measured = history->measured;

    const qint64 baseInput = charactersPerBaseCall(run) / charactersPerToken;
    const qint64 optimizerInput =
        (templateCharacters + run.settings.longestFailureCharacters) / charactersPerToken;
    const qint64 baseOutput = std::min<qint64>(history->outputPerCall.value_or(usualBaseOutput),
                                               run.settings.baseOutputTokens);
    const Tokens baseExpected{plan.calls.baseExpected * baseInput, plan.calls.baseExpected * baseOutput};
    const Tokens optimizerExpected{plan.calls.optimizer * optimizerInput,
                                   plan.calls.optimizer * usualOptimizerOutput};
    plan.inputTokensExpected = baseExpected.input + optimizerExpected.input;
    plan.outputTokensExpected = baseExpected.output + optimizerExpected.output;
    plan.costNanoDollarsExpected = cost(run, baseExpected, optimizerExpected);
    plan.costNanoDollarsMost = cost(run,
                                    {plan.calls.baseMost * baseInput * charactersPerToken,
                                     plan.calls.baseMost * run.settings.baseOutputTokens},
                                    {plan.calls.optimizerMost * optimizerInput * charactersPerToken,
                                     plan.calls.optimizerMost * run.settings.optimizerOutputTokens});
    if (history->secondsPerCall)
        plan.secondsExpected = static_cast<qint64>(
            *history->secondsPerCall * static_cast<double>(plan.calls.baseExpected + plan.calls.optimizer));

    for (const RunModel& model : run.models) {
        if (const QString host = otherHost(model.connection); !host.isEmpty() && !plan.hosts.contains(host))
            plan.hosts.append(host);
        if (model.connection.insecureTls)
            plan.warnings.append(QStringLiteral("The certificate of %1 is not verified.")
                                     .arg(QUrl(model.connection.baseUrl).host()));
        if (!model.connection.price)
            plan.warnings.append(QStringLiteral("The price of %1 is not known; its cost is shown as n/a.")
                                     .arg(model.connection.model));
    }
    if (run.forkedFrom && run.forkStep)
        plan.warnings.append(
            QStringLiteral("What comes before %1 is taken over from run %2 and costs nothing; the plan "
                           "counts the whole run.")
                .arg(text(*run.forkStep))
                .arg(*run.forkedFrom));
    for (const RunTask& task : run.tasks) {
        const auto test = std::count_if(task.task.examples.begin(), task.task.examples.end(),
                                        [](const Example& example) { return example.split == Split::Test; });
        if (test < run.settings.test && run.settings.method != Method::Evaluate)
            plan.warnings.append(QStringLiteral("%1 has %2 test examples of the %3 asked for.")
                                     .arg(task.task.name).arg(test).arg(run.settings.test));
    }
    plan.warnings.removeDuplicates();
    const auto left = sourcesLeftOut(reader, run);
    if (!left)
        return tl::unexpected(left.error());
    plan.leftOut = *left;
    return plan;
}

} // namespace metaspo
