// Every refusal of a method before anything is spent.

#include "core/optimize/RunMethod.h"

#include <QSet>
#include <array>

namespace metaspo {

namespace {

tl::unexpected<Error> notAvailable(const QString& what, const QString& remedy)
{
    return failure(ErrorKind::NotAvailable, what + QStringLiteral(" is not available in this version"), {}, remedy);
}

tl::unexpected<Error> wrongUsage(const QString& what, const QString& remedy)
{
    return failure(ErrorKind::WrongUsage, what, {}, remedy);
}

Result<void> checkNumbers(const RunSettings& settings)
{
    struct Number
    {
        const char* option;
        int value;
        int least;
    };
    const std::array<Number, 12> numbers{{{"--iterations", settings.iterations, 1},
                                          {"--user-candidates", settings.userCandidates, 1},
                                          {"--kept", settings.kept, 1},
                                          {"--system-candidates", settings.systemCandidates, 1},
                                          {"--user-failures", settings.userFailures, 1},
                                          {"--system-failures", settings.systemFailures, 1},
                                          {"--train", settings.train, 1},
                                          {"--validation", settings.validation, 0},
                                          {"--test", settings.test, 0},
                                          {"The number of attempts for a proposal", settings.proposalAttempts, 1},
                                          {"The longest prompt in characters", settings.longestPromptCharacters, 1},
                                          {"The length of shown failures", settings.longestFailureCharacters, 1}}};
    for (const Number& number : numbers)
        if (number.value < number.least)
            return wrongUsage(QStringLiteral("%1 is %2").arg(QLatin1String(number.option)).arg(number.value),
                              QStringLiteral("Use %1 or more.").arg(number.least));
    return {};
}

Result<void> checkSources(const MethodInput& input)
{
    if (input.tasks.isEmpty())
        return wrongUsage(QStringLiteral("The run has no tasks"), QStringLiteral("Name some with --sources."));
    QSet<QString> names;
    QSet<QString> domains;
    for (const Task& task : input.tasks) {
        if (names.contains(task.name))
            return wrongUsage(QStringLiteral("Task %1 is named twice").arg(task.name),
                              QStringLiteral("Name every task once."));
        names.insert(task.name);
        domains.insert(task.domain);
    }
    if (input.settings.method != Method::Evaluate && input.settings.scope == Scope::Domain && domains.size() > 1) {
        QStringList list = domains.values();
        list.sort();
        return failure(ErrorKind::WrongUsage,
                       QStringLiteral("The scope is one domain, but the sources are of %1 domains").arg(list.size()),
                       QStringLiteral("They are of %1").arg(list.join(QStringLiteral(", "))),
                       QStringLiteral("Choose sources of one domain, or use --scope global."));
    }
    return {};
}

Result<void> checkMetric(const Task& task)
{
    const MetricKind kind = task.metric.kind;
    if (kind == MetricKind::Judge || kind == MetricKind::Command)
        return notAvailable(QStringLiteral("The metric %1, which task %2 has,").arg(name(kind), task.name),
                            QStringLiteral("Give the task a metric that is computed from the answer."));
    const bool isF1 = kind == MetricKind::MacroF1 || kind == MetricKind::MacroF1Reference;
    if (isF1 && task.format.kind == AnswerKind::Text)
        return failure(ErrorKind::BadInput, QStringLiteral("Task %1 has the metric %2, but free text as answers")
                                                .arg(task.name, name(kind)),
                       QStringLiteral("Macro-F1 is a mean over a closed set of answers"),
                       QStringLiteral("Give the task an answer format with labels or choices, or another metric."));
    return {};
}

Result<void> checkUserPrompt(const QString& task, const QString& userPrompt)
{
    const qsizetype placeholders = userPrompt.count(questionPlaceholder);
    if (placeholders == 1)
        return {};
    return failure(ErrorKind::BadInput, QStringLiteral("A user prompt of task %1 cannot be used").arg(task),
                   placeholders == 0 ? QStringLiteral("It does not contain {question}")
                                     : QStringLiteral("It contains {question} %1 times").arg(placeholders),
                   QStringLiteral("Put {question} exactly once where the question belongs."));
}

Result<void> checkSystemPrompt(const QString& systemPrompt)
{
    if (!systemPrompt.contains(questionPlaceholder))
        return {};
    return failure(ErrorKind::BadInput, QStringLiteral("The system prompt cannot be used"),
                   QStringLiteral("It contains {question}, which belongs into user prompts"),
                   QStringLiteral("Remove {question} from the system prompt."));
}

int countOf(const Task& task, Split split)
{
    return static_cast<int>(std::count_if(task.examples.begin(), task.examples.end(),
                                          [split](const Example& example) { return example.split == split; }));
}

Result<void> checkCount(const Task& task, Split split, int wanted, int least)
{
    const int there = countOf(task, split);
    if (there >= least)
        return {};
    return failure(ErrorKind::BadInput,
                   QStringLiteral("Task %1 has too few %2 examples").arg(task.name, name(split)),
                   QStringLiteral("There are %1, the run wants %2").arg(there).arg(wanted),
                   QStringLiteral("Lower --%1 to %2, or import more %1 examples.").arg(name(split)).arg(there));
}

Result<void> checkTraining(const MethodInput& input)
{
    const RunSettings& settings = input.settings;
    for (const Task& task : input.tasks) {
        for (const auto& checked :
             {checkUserPrompt(task.name, task.userPrompt),
              checkCount(task, Split::Train, settings.train, settings.train),
              checkCount(task, Split::Validation, settings.validation, settings.validation),
              checkCount(task, Split::Test, settings.test, std::min(settings.test, 1))})
            if (!checked)
                return checked;
    }
    return checkSystemPrompt(settings.initialSystemPrompt);
}

Result<void> checkEvaluation(const MethodInput& input)
{
    if (input.evaluate.systemPrompts.isEmpty())
        return wrongUsage(QStringLiteral("There is no system prompt to evaluate"),
                          QStringLiteral("Give one with --system-prompt."));
    for (const QString& systemPrompt : input.evaluate.systemPrompts)
        if (const auto checked = checkSystemPrompt(systemPrompt); !checked)
            return checked;
    for (auto prompts = input.evaluate.userPrompts.begin(); prompts != input.evaluate.userPrompts.end(); ++prompts)
        for (const QString& userPrompt : *prompts)
            if (const auto checked = checkUserPrompt(prompts.key(), userPrompt); !checked)
                return checked;
    for (const Task& task : input.tasks) {
        if (input.evaluate.userPrompts.value(task.name).isEmpty())
            if (const auto checked = checkUserPrompt(task.name, task.userPrompt); !checked)
                return checked;
        if (countOf(task, input.evaluate.split) == 0)
            return failure(ErrorKind::BadInput,
                           QStringLiteral("Task %1 has no %2 examples").arg(task.name, name(input.evaluate.split)), {},
                           QStringLiteral("Choose another split, or leave the task out."));
    }
    return {};
}

Result<void> checkTemplates(const OptimizerTemplates& templates)
{
    for (const OptimizerRole role : {OptimizerRole::AnalyseUserPrompt, OptimizerRole::RewriteUserPrompt,
                                     OptimizerRole::AnalyseSystemPrompt, OptimizerRole::RewriteSystemPrompt})
        if (templates.value(name(role)).user.isEmpty())
            return failure(ErrorKind::BadInput, QStringLiteral("The optimizer template %1 is missing").arg(name(role)));
    if (templates.value(QStringLiteral("failure")).text.isEmpty())
        return failure(ErrorKind::BadInput, QStringLiteral("The template that shows a failure is missing"));
    return {};
}

} // namespace

Result<void> checkAvailability(const RunSettings& settings)
{
    if (settings.method != Method::MetaSpo && settings.method != Method::Evaluate)
        return notAvailable(QStringLiteral("The method %1").arg(name(settings.method)),
                            QStringLiteral("Use --method metaspo."));
    for (const Operator chosen : {settings.innerOperator, settings.outerOperator})
        if (chosen != Operator::Failures)
            return notAvailable(QStringLiteral("The operator %1").arg(name(chosen)),
                                QStringLiteral("Use the operator failures in both loops."));
    if (settings.roles != Roles::Separated)
        return notAvailable(QStringLiteral("Putting both prompts into one message (--roles unified)"),
                            QStringLiteral("Use --roles separated."));
    if (settings.pruning == Pruning::Fast)
        return notAvailable(QStringLiteral("The pruning mode fast"),
                            QStringLiteral("Use --pruning exact: fewer calls, the same winner."));
    return {};
}

Result<void> checkMethod(const MethodInput& input)
{
    if (const auto checked = checkAvailability(input.settings); !checked)
        return checked;
    if (const auto checked = checkSources(input); !checked)
        return checked;
    for (const Task& task : input.tasks)
        if (const auto checked = checkMetric(task); !checked)
            return checked;
    if (input.settings.method == Method::Evaluate)
        return checkEvaluation(input);
    if (const auto checked = checkNumbers(input.settings); !checked)
        return checked;
    if (const auto checked = checkTraining(input); !checked)
        return checked;
    return checkTemplates(input.templates);
}

} // namespace metaspo
