#include "core/engine/RunCreation.h"

#include "core/engine/MethodSetup.h"
#include "core/engine/OptimizerTexts.h"
#include "core/engine/RunBudget.h"
#include "core/engine/RunFork.h"
#include "core/engine/RunReading.h"
#include "core/llm/Keys.h"
#include "core/llm/Pricing.h"
#include "core/optimize/DrawnExamples.h"
#include "core/optimize/RunMethod.h"
#include "core/tasks/Grader.h"

#include <QSet>
#include <algorithm>

namespace metaspo {

namespace {

constexpr qsizetype smallPresetSources = 3;

// One domain, so that a small run can find something its tasks share: that of the task which came in first.
QList<TaskSummary> ofFirstDomain(QList<TaskSummary> tasks)
{
    const auto first =
        std::min_element(tasks.begin(), tasks.end(),
                         [](const TaskSummary& one, const TaskSummary& other) { return one.task.id < other.task.id; });
    const QString domain = first->task.domain;
    tasks.removeIf([&](const TaskSummary& summary) { return summary.task.domain != domain; });
    return tasks.mid(0, smallPresetSources);
}

// A domain stands for its source tasks; where prompts are only judged, for all of its tasks.
Result<QStringList> namedTasks(const QList<TaskSummary>& tasks, const QStringList& names, Method method)
{
    QStringList result;
    for (const QString& wanted : names) {
        QStringList found;
        for (const TaskSummary& summary : tasks)
            if (summary.task.name == wanted
                || (summary.task.domain.compare(wanted, Qt::CaseInsensitive) == 0
                    && (summary.task.role == TaskRole::Source || method == Method::Evaluate)))
                found.append(summary.task.name);
        if (found.isEmpty()) {
            QStringList all;
            for (const TaskSummary& summary : tasks)
                all.append(summary.task.name);
            return failure(ErrorKind::NotFound, QStringLiteral("There is no task or domain '%1'").arg(wanted), {},
                           all.isEmpty() ? QStringLiteral("The file has no tasks; import some first.")
                                         : QStringLiteral("The tasks are: %1.").arg(all.join(QLatin1String(", "))));
        }
        for (const QString& task : found)
            if (!result.contains(task))
                result.append(task);
    }
    return result;
}

Result<void> chooseSources(const QList<TaskSummary>& tasks, RunSettings& settings)
{
    QList<TaskSummary> sources;
    for (const TaskSummary& summary : tasks)
        if (summary.task.role == TaskRole::Source || settings.method == Method::Evaluate)
            sources.append(summary);
    if (sources.isEmpty())
        return failure(ErrorKind::NotFound, QStringLiteral("There are no source tasks to train on"), {},
                       QStringLiteral("Import tasks, or give some the role source."));
    if (settings.preset == Preset::Small && settings.method != Method::Evaluate)
        sources = ofFirstDomain(sources);
    QSet<QString> domains;
    for (const TaskSummary& summary : sources) {
        settings.sources.append(summary.task.name);
        domains.insert(summary.task.domain);
    }
    settings.scope = domains.size() > 1 ? Scope::Global : settings.scope;
    return {};
}

Result<RunTask> runTask(Reader& reader, const TaskSummary& summary, const RunSettings& settings, Split evaluateSplit)
{
    const Result<Task> whole = reader.task(summary.task.id);
    if (!whole)
        return tl::unexpected(whole.error());
    RunSettings draw = settings;
    if (settings.method == Method::Evaluate) { // only the judged split has to be there
        draw.train = evaluateSplit == Split::Train ? std::min(settings.test, summary.train)
                                                   : std::min(settings.train, summary.train);
        draw.validation = evaluateSplit == Split::Validation ? std::min(settings.test, summary.validation) : 0;
    }
    Result<Task> drawn = drawnTask(*whole, draw);
    if (!drawn)
        return tl::unexpected(drawn.error());
    RunTask task{std::move(*drawn), {}};
    const Grader grader(task.task);
    for (const Example& example : task.task.examples)
        task.golds.insert(example.index, grader.gold(example));
    return task;
}

Result<QList<RunTask>> drawnTasks(Reader& reader, const RunSettings& settings, Split evaluateSplit)
{
    const auto summaries = reader.tasks();
    if (!summaries)
        return tl::unexpected(summaries.error());
    QList<RunTask> tasks;
    for (const QString& source : settings.sources) {
        const auto summary = std::find_if(summaries->begin(), summaries->end(),
                                          [&](const TaskSummary& one) { return one.task.name == source; });
        Result<RunTask> task = runTask(reader, *summary, settings, evaluateSplit);
        if (!task)
            return tl::unexpected(task.error());
        tasks.append(std::move(*task));
    }
    return tasks;
}

// What is left out is the program's own, and of a fork what the run has that it comes from.
Result<TemplateTexts> templatesFor(Reader& reader, const RunRequest& request)
{
    Result<TemplateTexts> texts = ownTemplates();
    if (!texts)
        return texts;
    if (request.forkOf) {
        const auto parents = reader.templates(*request.forkOf);
        if (!parents)
            return tl::unexpected(parents.error());
        for (auto text = parents->begin(); text != parents->end(); ++text)
            texts->insert(text.key(), text.value());
    }
    if (request.templates.isEmpty())
        return texts;
    const auto known = readTemplateVersions(reader);
    if (!known)
        return tl::unexpected(known.error());
    for (auto text = request.templates.begin(); text != request.templates.end(); ++text) {
        if (const Result<void> usable = checkTemplate(text.key(), text.value()); !usable)
            return tl::unexpected(usable.error());
        texts->insert(text.key(), numbered(text.key(), text.value(), *known));
    }
    return texts;
}

} // namespace

Result<Connection> modelConnection(const Connections& connections, const QString& name)
{
    if (!name.isEmpty() && name != Connections::localModelName()) {
        Result<Connection> connection = connections.find(name);
        const Result<PriceTable> prices = connections.prices();
        if (!prices)
            return tl::unexpected(prices.error());
        if (connection)
            connection->price = prices->find(*connection);
        return connection;
    }
    const LocalModelInstallation found = connections.localModel();
    if (!found.complete)
        return failure(ErrorKind::LocalModelMissing, QStringLiteral("The local model is not there"), found.missing,
                       QStringLiteral("Install it with `metaspo model install`, or name another connection."));
    return localModelConnection(found);
}

Result<void> checkKey(const Connection& connection)
{
    if (connection.preset == QLatin1String("local"))
        return {};
    if (const Result<void> form = Keys::check(connection.keySource); !form)
        return form;
    const auto key = Keys::resolveNow(connection.keySource);
    if (key && !*key)
        return tl::unexpected(key->error());
    return {};
}

Result<RunRequest> completedRequest(Reader& reader, RunRequest request)
{
    if (request.forkOf) { // its tasks are those of the run it comes from, whatever has become of them since
        const auto origin = reader.run(*request.forkOf);
        if (!origin)
            return tl::unexpected(origin.error());
        if (request.settings.sources.isEmpty())
            request.settings.sources = origin->settings.sources;
        return request;
    }
    const auto tasks = reader.tasks();
    if (!tasks)
        return tl::unexpected(tasks.error());
    if (request.settings.sources.isEmpty()) {
        if (const Result<void> chosen = chooseSources(*tasks, request.settings); !chosen)
            return tl::unexpected(chosen.error());
        return request;
    }
    const Result<QStringList> names = namedTasks(*tasks, request.settings.sources, request.settings.method);
    if (!names)
        return tl::unexpected(names.error());
    request.settings.sources = *names;
    return request;
}

Result<NewRun> newRun(Reader& reader, const Connections& connections, RunRequest request)
{
    const Result<RunRequest> completed = completedRequest(reader, std::move(request));
    if (!completed)
        return tl::unexpected(completed.error());
    NewRun run;
    run.settings = completed->settings;
    run.limits = completed->limits;
    run.forkedFrom = completed->forkOf;
    run.forkStep = completed->forkAt;
    run.programVersion = QStringLiteral(METASPO_VERSION);

    if (const Result<void> available = checkAvailability(run.settings); !available)
        return tl::unexpected(available.error());
    std::optional<RunSetup> origin;
    if (completed->forkOf) {
        Result<RunSetup> forked = forkedRun(reader, *completed);
        if (!forked)
            return tl::unexpected(forked.error());
        origin = std::move(*forked);
        run.tasks = origin->tasks;
    } else {
        const auto tasks = drawnTasks(reader, run.settings, completed->evaluateSplit);
        if (!tasks)
            return tl::unexpected(tasks.error());
        run.tasks = *tasks;
    }
    const std::pair<ModelRole, QString> roles[] = {{ModelRole::Base, completed->baseConnection},
                                                   {ModelRole::Optimizer, completed->optimizerConnection}};
    for (const auto& [role, name] : roles) {
        if (role == ModelRole::Optimizer && run.settings.method == Method::Evaluate)
            continue;
        Result<Connection> connection = modelConnection(connections, name);
        if (connection && origin && role == ModelRole::Base)
            connection = baseOfFork(*origin, *connection);
        if (!connection)
            return tl::unexpected(connection.error());
        if (const Result<void> key = checkKey(*connection); !key)
            return tl::unexpected(key.error());
        if (const Result<void> budget = RunBudget::check(run.limits, {*connection}); !budget)
            return tl::unexpected(budget.error());
        run.models.append({role, *connection});
    }

    const Result<TemplateTexts> templates = templatesFor(reader, *completed);
    if (!templates)
        return tl::unexpected(templates.error());
    run.templates = *templates;
    const EvaluateInput evaluate{completed->evaluatePrompts, completed->evaluateUserPrompts, completed->evaluateSplit};
    if (run.settings.method == Method::Evaluate)
        run.evaluateJson = evaluateJson(evaluate);
    RunSetup setup;
    setup.record.settings = run.settings;
    setup.tasks = run.tasks;
    setup.templates = run.templates;
    setup.evaluateJson = run.evaluateJson;
    const auto parsed = parsedTemplates(run.templates);
    if (!parsed)
        return tl::unexpected(parsed.error());
    if (const Result<void> method = checkMethod(methodInput(setup)); !method)
        return tl::unexpected(method.error());
    return run;
}

} // namespace metaspo
