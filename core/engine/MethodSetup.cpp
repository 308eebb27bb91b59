#include "core/engine/MethodSetup.h"

#include "core/optimize/Execution.h"
#include "core/optimize/OptimizerTemplate.h"
#include "core/optimize/Planner.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace metaspo {

namespace {

QStringList strings(const QJsonValue& list)
{
    QStringList result;
    for (const QJsonValue& value : list.toArray())
        result.append(value.toString());
    return result;
}

OptimizerTemplates parsedOrThrown(const QMap<QString, QByteArray>& texts)
{
    Result<OptimizerTemplates> templates = parsedTemplates(texts);
    if (!templates)
        throw RunInterrupted{templates.error()};
    return std::move(*templates);
}

void addAncestors(MethodInput& input, const QList<Ancestor>& ancestors)
{
    if (ancestors.isEmpty())
        return;
    const Ancestor& nearest = ancestors.front();
    const auto before = std::make_shared<MethodInput>();
    before->settings = nearest.settings;
    before->templates = parsedOrThrown(nearest.templates);
    addAncestors(*before, ancestors.mid(1));
    input.ancestor = before;
    input.fork = nearest.fork;
}

} // namespace

MethodInput methodInput(const RunSetup& setup, const QList<Ancestor>& ancestors)
{
    MethodInput input;
    input.settings = setup.record.settings;
    for (const RunTask& task : setup.tasks)
        input.tasks.append(task.task);
    input.templates = parsedOrThrown(setup.templates);
    input.evaluate = evaluateFromJson(setup.evaluateJson);
    addAncestors(input, ancestors);
    return input;
}

CallPlan planOf(const RunSetup& setup)
{
    QList<Task> tasks;
    for (const RunTask& task : setup.tasks)
        tasks.append(task.task);
    return planOf(setup.record.settings, tasks, evaluateFromJson(setup.evaluateJson));
}

CallPlan planOf(const RunSettings& settings, const QList<Task>& drawnTasks, const EvaluateInput& evaluate)
{
    if (settings.method != Method::Evaluate) {
        QList<TaskSize> sizes;
        for (const Task& task : drawnTasks) {
            TaskSize size{task.name, 0, 0, 0};
            for (const Example& example : task.examples)
                ++(example.split == Split::Train        ? size.train
                   : example.split == Split::Validation ? size.validation
                                                        : size.test);
            sizes.append(size);
        }
        return planCalls(settings, sizes);
    }
    CallPlan plan;
    for (const Task& task : drawnTasks) {
        const auto examples = std::count_if(task.examples.begin(), task.examples.end(),
                                            [&](const Example& example) { return example.split == evaluate.split; });
        const qsizetype userPrompts = std::max<qsizetype>(1, evaluate.userPrompts.value(task.name).size());
        plan.baseTest += evaluate.systemPrompts.size() * userPrompts * examples;
    }
    plan.baseMost = plan.baseExpected = plan.baseTest;
    plan.explanation = QStringLiteral("every system prompt × every user prompt × every example: %1 base calls")
                           .arg(plan.baseTest);
    return plan;
}

QByteArray evaluateJson(const EvaluateInput& evaluate)
{
    QJsonObject userPrompts;
    for (auto prompts = evaluate.userPrompts.begin(); prompts != evaluate.userPrompts.end(); ++prompts)
        userPrompts.insert(prompts.key(), QJsonArray::fromStringList(prompts.value()));
    return QJsonDocument(QJsonObject{
                             {QStringLiteral("system_prompts"), QJsonArray::fromStringList(evaluate.systemPrompts)},
                             {QStringLiteral("user_prompts"), userPrompts},
                             {QStringLiteral("split"), QString(name(evaluate.split))}})
        .toJson(QJsonDocument::Compact);
}

EvaluateInput evaluateFromJson(const QByteArray& json)
{
    const QJsonObject object = QJsonDocument::fromJson(json).object();
    EvaluateInput evaluate;
    evaluate.systemPrompts = strings(object.value(QLatin1String("system_prompts")));
    const QJsonObject userPrompts = object.value(QLatin1String("user_prompts")).toObject();
    for (auto prompts = userPrompts.begin(); prompts != userPrompts.end(); ++prompts)
        evaluate.userPrompts.insert(prompts.key(), strings(prompts.value()));
    evaluate.split = fromName<Split>(object.value(QLatin1String("split")).toString()).value_or(Split::Test);
    return evaluate;
}

Result<OptimizerTemplates> parsedTemplates(const QMap<QString, QByteArray>& texts)
{
    OptimizerTemplates templates;
    for (auto text = texts.begin(); text != texts.end(); ++text) {
        Result<OptimizerTemplate> parsed = parseTemplate(text.value());
        if (!parsed)
            return tl::unexpected(parsed.error());
        templates.insert(parsed->name, *parsed);
    }
    return templates;
}

} // namespace metaspo
