#include "core/engine/CalibrationPlanning.h"

#include "core/domain/Draw.h"
#include "core/domain/RunSettings.h"
#include "core/engine/RunBudget.h"
#include "core/engine/RunCreation.h"
#include "core/llm/Address.h"
#include "core/optimize/EvaluationMessages.h"

#include <QCryptographicHash>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <algorithm>

static void initCalibrationTexts()
{
    Q_INIT_RESOURCE(calibration);
}

namespace metaspo {

namespace {

constexpr qsizetype exampleCount = 20;

// The prompt that a run begins with, and another one that asks for nothing special either.
Result<QStringList> systemPrompts()
{
    initCalibrationTexts();
    QFile file(QStringLiteral(":/calibration/system-prompt.txt"));
    if (!file.open(QIODevice::ReadOnly))
        return failure(ErrorKind::Internal, QStringLiteral("The system prompt of the calibration cannot be read"));
    return QStringList{RunSettings().initialSystemPrompt, QString::fromUtf8(file.readAll()).trimmed()};
}

Result<TaskSummary> chosen(const QList<TaskSummary>& tasks, const QString& wanted)
{
    std::optional<TaskSummary> first;
    const auto comesBefore = [](const Task& one, const Task& other) {
        return std::pair(one.role, one.id) < std::pair(other.role, other.id);
    };
    QStringList names;
    for (const TaskSummary& summary : tasks) {
        if (summary.task.name == wanted)
            return summary;
        names.append(summary.task.name);
        if (!first || comesBefore(summary.task, first->task))
            first = summary;
    }
    if (wanted.isEmpty() && first)
        return *first;
    return failure(ErrorKind::NotFound,
                   wanted.isEmpty() ? QStringLiteral("There is no task to calibrate with")
                                    : QStringLiteral("There is no task '%1'").arg(wanted),
                   {},
                   names.isEmpty() ? QStringLiteral("The file has no tasks; import some first.")
                                   : QStringLiteral("The tasks are: %1.").arg(names.join(QLatin1String(", "))));
}

Result<void> checkGrading(const Task& task)
{
    if (task.metric.kind != MetricKind::Judge && task.metric.kind != MetricKind::Command)
        return {};
    return failure(ErrorKind::NotAvailable, QStringLiteral("The task %1 cannot be used to calibrate").arg(task.name),
                   QStringLiteral("Its answers cannot be read without a judge or a program"),
                   QStringLiteral("Choose another task."));
}

// Test examples only where there are too few others: nothing is chosen here, but nobody has to see them either.
QList<Example> drawnExamples(const Task& task)
{
    QList<Example> drawn;
    for (const Split split : {Split::Train, Split::Validation, Split::Test}) {
        QList<Example> ofSplit;
        std::copy_if(task.examples.begin(), task.examples.end(), std::back_inserter(ofSplit),
                     [&](const Example& example) { return example.split == split; });
        Draw draw(RunSettings().seed, QStringLiteral("calibration/%1/%2").arg(task.name, name(split)));
        drawn += draw.sample(ofSplit, exampleCount - drawn.size());
    }
    return drawn;
}

// What is read out of an answer depends on these; equal texts with another reading are another calibration.
QJsonArray readingParts(const Task& task)
{
    QJsonArray parts{QString(name(task.format.kind)), QString(name(task.metric.kind)),
                     static_cast<int>(task.format.number), QJsonArray::fromStringList(task.format.choices)};
    for (const Label& label : task.format.labels)
        parts.append(QJsonArray{label.name, QJsonArray::fromStringList(label.synonyms)});
    return parts;
}

QByteArray askedDigest(const CalibrationPlan& plan)
{
    const CallParameters parameters = calibrationParameters();
    QJsonArray parts{QString::fromLatin1(endpointDigest(plan.connection)), plan.task.name, plan.task.userPrompt,
                     QJsonArray::fromStringList(plan.systemPrompts), plan.repeats, parameters.outputTokens,
                     readingParts(plan.task)};
    for (const Example& example : plan.task.examples)
        parts.append(QJsonArray{example.index, example.question});
    return QCryptographicHash::hash(QJsonDocument(parts).toJson(QJsonDocument::Compact), QCryptographicHash::Sha256)
        .toHex();
}

std::optional<qint64> mostCost(const CalibrationPlan& plan)
{
    if (!plan.connection.price)
        return std::nullopt;
    qint64 sum = 0;
    for (const Example& example : plan.task.examples)
        for (int prompt = 0; prompt < plan.systemPrompts.size(); ++prompt)
            sum += RunBudget::reserve(plan.connection, messagesOf(plan, {example.index, prompt, 0}),
                                      calibrationParameters());
    return sum * plan.repeats * plan.calls() / std::max(1, plan.answers());
}

} // namespace

CallParameters calibrationParameters()
{
    const RunSettings usual;
    return {usual.baseTemperature, usual.baseOutputTokens, {}};
}

QList<Message> messagesOf(const CalibrationPlan& plan, const CalibrationPlace& place)
{
    const auto example = std::find_if(plan.task.examples.begin(), plan.task.examples.end(),
                                      [&](const Example& one) { return one.index == place.example; });
    return evaluationMessages(plan.systemPrompts.at(place.prompt), plan.task.userPrompt, example->question);
}

CalibrationRecord beginOf(const CalibrationPlan& plan)
{
    CalibrationRecord record;
    record.connection = plan.connection.name;
    record.model = plan.connection.model;
    record.task = plan.task.name;
    record.asks = askedDigest(plan);
    record.startedUtc = QDateTime::currentDateTimeUtc();
    record.width = plan.connection.width;
    record.examples = static_cast<int>(plan.task.examples.size());
    record.systemPrompts = static_cast<int>(plan.systemPrompts.size());
    record.repeats = plan.repeats;
    return record;
}

Result<CalibrationPlan> plannedCalibration(Reader& reader, const Connections& connections,
                                           const CalibrationRequest& request)
{
    CalibrationPlan plan;
    const Result<Connection> connection = modelConnection(connections, request.connection);
    if (!connection)
        return tl::unexpected(connection.error());
    plan.connection = *connection;
    if (const Result<void> key = checkKey(plan.connection); !key)
        return tl::unexpected(key.error());
    const auto tasks = reader.tasks();
    if (!tasks)
        return tl::unexpected(tasks.error());
    const Result<TaskSummary> summary = chosen(*tasks, request.task);
    if (!summary)
        return tl::unexpected(summary.error());
    Result<Task> task = reader.task(summary->task.id);
    if (!task)
        return tl::unexpected(task.error());
    if (const Result<void> gradable = checkGrading(*task); !gradable)
        return tl::unexpected(gradable.error());
    task->examples = drawnExamples(*task);
    if (task->examples.isEmpty())
        return failure(ErrorKind::NotFound, QStringLiteral("The task %1 has no examples").arg(task->name));
    plan.task = std::move(*task);
    const Result<QStringList> prompts = systemPrompts();
    if (!prompts)
        return tl::unexpected(prompts.error());
    plan.systemPrompts = *prompts;
    if (const auto before = unfinishedCalibration(endpointDigest(plan.connection), askedDigest(plan)))
        plan.kept = static_cast<int>(before->answers.size());
    plan.host = otherHost(plan.connection);
    plan.costNanoDollarsMost = mostCost(plan);
    return plan;
}

} // namespace metaspo
