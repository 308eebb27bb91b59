#include "app/cli/RunOptionTable.h"

#include "app/cli/OptionValues.h"
#include "core/engine/Breakpoint.h"


namespace metaspo {

namespace {

void splitList(const QString& text, QStringList& list)
{
    list.clear();
    for (const QString& part : text.split(u',', Qt::SkipEmptyParts))
        list.append(part.trimmed());
}

RunOption number(const char* name, const char* description, int RunSettings::*member, int least = 0)
{
    return {name, "N", description, OptionKind::Setting,
            [=](RunRequest& request, const QString& text) {
                const qint64 value = wholeNumber(text, QString::fromLatin1(name), least);
                if (value > 1'000'000)
                    fail(ErrorKind::WrongUsage, QStringLiteral("--%1 does not take %2").arg(QLatin1String(name), text),
                         {}, QStringLiteral("Write at most 1000000."));
                request.settings.*member = static_cast<int>(value);
            },
            [=](const RunRequest& request) { return QString::number(request.settings.*member); }, false, true};
}

template <typename E>
RunOption choice(const char* option, const char* description, E RunSettings::*member)
{
    return {option, "NAME", description, OptionKind::Setting,
            [=](RunRequest& request, const QString& text) {
                const auto value = fromName<E>(text);
                if (!value)
                    fail(ErrorKind::WrongUsage,
                         QStringLiteral("--%1 does not take '%2'").arg(QLatin1String(option), text), {},
                         QStringLiteral("Choose one of: %1.").arg(allNames<E>()));
                request.settings.*member = *value;
            },
            [=](const RunRequest& request) { return name(request.settings.*member); }};
}

RunOption ofPreset(RunOption option)
{
    option.isOfPreset = true;
    return option;
}

RunOption connection(const char* name, const char* description, QString RunRequest::*member)
{
    return {name, "CONNECTION", description, OptionKind::Setting,
            [=](RunRequest& request, const QString& text) { request.*member = text; },
            [=](const RunRequest& request) { return request.*member; }};
}

RunOption initialPrompt()
{
    return {"initial-system-prompt", "ID|@PATH|TEXT",
            "a candidate (STEP or RUN:STEP), a file, or the text itself", OptionKind::Setting,
            [](RunRequest& request, const QString& text) { request.settings.initialSystemPrompt = text; },
            [](const RunRequest& request) { return request.settings.initialSystemPrompt; }};
}

RunOption sources()
{
    return {"sources", "A,B,...", "tasks or domains to train on; left out: all source tasks, with --preset small "
                                                  "up to three of the domain that came in first",
            OptionKind::Setting,
            [](RunRequest& request, const QString& text) { splitList(text, request.settings.sources); },
            [](const RunRequest& request) { return request.settings.sources.join(u','); }, true};
}

RunOption seed()
{
    return {"seed", "N", "draws examples and failures", OptionKind::Setting,
            [](RunRequest& request, const QString& text) {
                request.settings.seed = static_cast<quint64>(wholeNumber(text, QStringLiteral("seed")));
            },
            [](const RunRequest& request) { return QString::number(request.settings.seed); }};
}

RunOption repeats()
{
    return {"repeats", "N", "runs with N seeds as one unit (1 in this version)", OptionKind::Setting,
            [](RunRequest&, const QString& text) {
                if (wholeNumber(text, QStringLiteral("repeats"), 1) > 1)
                    fail(ErrorKind::NotAvailable, QStringLiteral("Repeats are not in this version"), {},
                         QStringLiteral("Start runs with --seed 1, 2, 3 and compare them."));
            },
            [](const RunRequest&) { return QStringLiteral("1"); }};
}

RunOption width()
{
    return {"width", "N|auto", "calls in flight", OptionKind::Limit,
            [](RunRequest& request, const QString& text) {
                request.limits.width = text == QLatin1String("auto")
                                           ? 0
                                           : static_cast<int>(std::min<qint64>(
                                                 wholeNumber(text, QStringLiteral("width"), 1), 1024));
            },
            [](const RunRequest& request) {
                return request.limits.width > 0 ? QString::number(request.limits.width) : QStringLiteral("auto");
            }};
}

RunOption budget()
{
    return {"budget", "USD", "the most to spend", OptionKind::Limit,
            [](RunRequest& request, const QString& text) {
                request.limits.budgetNanoDollars = nanoDollars(text, QStringLiteral("budget"));
            },
            [](const RunRequest& request) {
                return request.limits.budgetNanoDollars
                           ? QString::number(static_cast<double>(*request.limits.budgetNanoDollars) / 1e9, 'f', 9)
                           : QString();
            }};
}

RunOption maximumCalls()
{
    return {"max-calls", "N", "the most calls to make", OptionKind::Limit,
            [](RunRequest& request, const QString& text) {
                request.limits.maximumCalls = wholeNumber(text, QStringLiteral("max-calls"), 1);
            },
            [](const RunRequest& request) {
                return request.limits.maximumCalls ? QString::number(*request.limits.maximumCalls) : QString();
            }};
}

RunOption breakpoints()
{
    return {"break", "EVENT,...",
            "pause at: iteration, loop, candidate, adopted, rejected, worse-on-a-task, unreadable>P, budget>P, at:STEP "
            "and more, with 'once' before an event that is to hit once; or none",
            OptionKind::Limit,
            [](RunRequest& request, const QString& text) {
                splitList(text == QLatin1String("none") ? QString() : text, request.limits.breakpoints);
                valueOf(parseBreakpoints(request.limits.breakpoints));
            },
            [](const RunRequest& request) { return request.limits.breakpoints.join(u','); }, true};
}

QList<RunOption> table()
{
    using S = RunSettings;
    return {choice("method", "metaspo, outer, inner, sprig, pareto", &S::method),
            choice("preset", "reference, recommended, small", &S::preset),
            choice("scope", "domain, global", &S::scope),
            initialPrompt(),
            sources(),
            connection("base", "the model that answers; left out: the local model", &RunRequest::baseConnection),
            connection("optimizer", "the model that rewrites; left out: the local model",
                       &RunRequest::optimizerConnection),
            number("iterations", "iterations of inner and outer loop", &S::iterations, 1),
            number("user-candidates", "user prompts proposed per task", &S::userCandidates),
            number("kept", "user prompts kept per task", &S::kept, 1),
            number("system-candidates", "system prompts proposed per outer loop", &S::systemCandidates),
            number("user-failures", "failures shown per user prompt analysis", &S::userFailures, 1),
            number("system-failures", "failures shown per task", &S::systemFailures, 1),
            number("train", "examples per task that the optimizer may see", &S::train, 1),
            number("validation", "examples per task for selection; 0: select on train", &S::validation),
            number("test", "examples per task for the report, at most", &S::test, 1),
            seed(),
            repeats(),
            choice("inner-operator", "failures, ape, evo", &S::innerOperator),
            choice("outer-operator", "failures, ape, evo", &S::outerOperator),
            choice("roles", "separated, unified", &S::roles),
            ofPreset(choice("pruning", "exact, fast, exhaustive", &S::pruning)),
            width(),
            budget(),
            maximumCalls(),
            breakpoints()};
}

} // namespace

const QList<RunOption>& runOptionTable()
{
    static const QList<RunOption> options = table();
    return options;
}

} // namespace metaspo
