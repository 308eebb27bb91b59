#include "app/cli/CommandLine.h"
#include "app/cli/OptionValues.h"
#include "app/cli/Projects.h"
#include "app/cli/RunFollower.h"
#include "app/cli/RunOptionTable.h"
#include "app/cli/Terminal.h"
#include "app/cli/Waiting.h"

namespace metaspo {

namespace {

class EvaluateCommand : public Command
{
public:
    void declare(CLI::App& app) override
    {
        addFile(app, m_file);
        app.add_option("--system-prompt", m_systemPrompts,
                       "a candidate (STEP or RUN:STEP), a file, or the text itself; may be given several times")
            ->type_name("ID|@PATH|TEXT")
            ->required()
            ->allow_extra_args(false);
        addList(app, "--tasks", m_request.settings.sources, "tasks or domains; left out: all");
        app.add_option("--user-prompt", m_userPrompts,
                       "another user prompt for a task; may be given several times; left out: the tasks' own")
            ->type_name("TASK=ID|@PATH|TEXT")
            ->allow_extra_args(false);
        addChoice(app, "--split", m_request.evaluateSplit, "the examples");
        for (const RunOption& option : runOptionTable())
            if (isOffered(option))
                addText(app, "--" + std::string(option.name), m_values[QString::fromLatin1(option.name)],
                        option.description)
                    ->type_name(option.type);
    }

    ExitCode run(CommandContext& context) override
    {
        const auto project = openProject(context, m_file);
        m_request.settings.method = Method::Evaluate;
        for (const RunOption& option : runOptionTable())
            if (const QString value = m_values.value(QString::fromLatin1(option.name)); !value.isEmpty())
                option.apply(m_request, value);
        for (const std::string& prompt : m_systemPrompts)
            m_request.evaluatePrompts.append(promptText(*project, QString::fromStdString(prompt)));
        for (const std::string& prompt : m_userPrompts)
            addUserPrompt(*project, QString::fromStdString(prompt));
        const RunRequest request = valueOf(project->completed(m_request));
        const RunPlan plan = valueOf(project->plan(request));
        if (!plan.hosts.isEmpty())
            context.terminal.say(QStringLiteral("Examples are sent to %1.").arg(plan.hosts.join(QStringLiteral(", "))));
        return runAndFollow(context, project, valueOf(project->storeRun(request)));
    }

private:
    static bool isOffered(const RunOption& option)
    {
        static const QStringList names{QStringLiteral("base"), QStringLiteral("test"), QStringLiteral("seed"),
                                       QStringLiteral("roles")};
        return option.kind == OptionKind::Limit || names.contains(QString::fromLatin1(option.name));
    }

    void addUserPrompt(Project& project, const QString& text)
    {
        const qsizetype equals = text.indexOf(u'=');
        if (equals < 1)
            fail(ErrorKind::WrongUsage, QStringLiteral("--user-prompt does not take '%1'").arg(text), {},
                 QStringLiteral("Write TASK=PROMPT."));
        m_request.evaluateUserPrompts[text.left(equals)].append(promptText(project, text.mid(equals + 1)));
    }

    QString m_file;
    std::vector<std::string> m_systemPrompts;
    std::vector<std::string> m_userPrompts;
    QMap<QString, QString> m_values;
    RunRequest m_request;
};

} // namespace

void addEvaluateCommand(CommandLine& line)
{
    line.add<EvaluateCommand>("evaluate", "score given prompts, without any optimization",
                              "metaspo evaluate my.metaspo --system-prompt @prompt.txt --tasks anatomy --split test");
}

} // namespace metaspo
