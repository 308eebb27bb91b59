#include "app/cli/CommandLine.h"
#include "app/cli/OptionValues.h"
#include "app/cli/Projects.h"
#include "app/cli/RunNarration.h"
#include "app/cli/RunOptions.h"
#include "app/cli/Terminal.h"
#include "app/cli/Waiting.h"

#include <QSaveFile>

namespace metaspo {

namespace {

Value exactCost(const std::optional<qint64>& nanoDollars)
{
    return nanoDollars ? Value(Decimal{*nanoDollars, 9}) : Value();
}

Table exactTable(const RunPlan& plan, const RunRequest& request)
{
    const auto number = [](const char* name) { return Column{QString::fromLatin1(name), ColumnType::Integer}; };
    const auto text = [](const char* name) { return Column{QString::fromLatin1(name)}; };
    const auto money = [](const char* name) { return Column{QString::fromLatin1(name), ColumnType::Number, 4}; };
    Table table;
    table.columns = {text("sources"), text("scope"), number("base_calls_training"), number("base_calls_test"),
                     number("base_calls"), number("base_calls_expected"), number("base_calls_most"),
                     number("optimizer_calls"), number("optimizer_calls_most"), number("input_tokens"),
                     number("output_tokens"), money("cost_usd"), money("cost_usd_most"), number("seconds"),
                     text("hosts"), text("warnings"), text("explanation"), text("left_out"),
                     Column{QStringLiteral("measured_utc"), ColumnType::Time}};
    const CallPlan& calls = plan.calls;
    table.rows.append(Row{request.settings.sources.join(u' '), name(request.settings.scope), calls.baseTraining,
                          calls.baseTest, calls.base(), calls.baseExpected, calls.baseMost, calls.optimizer,
                          calls.optimizerMost, plan.inputTokensExpected, plan.outputTokensExpected,
                          exactCost(plan.costNanoDollarsExpected), exactCost(plan.costNanoDollarsMost),
                          plan.secondsExpected ? Value(*plan.secondsExpected) : Value(), plan.hosts.join(u' '),
                          plan.warnings.join(u' '), calls.explanation, plan.leftOut.join(u' '),
                          plan.measured ? Value(plan.measured->measuredUtc) : Value()});
    return table;
}

QString costText(const RunPlan& plan)
{
    if (!plan.costNanoDollarsExpected || !plan.costNanoDollarsMost)
        return QStringLiteral("n/a: a price is not known");
    if (*plan.costNanoDollarsMost == 0)
        return QStringLiteral("nothing");
    return QStringLiteral("$%1, at most $%2")
        .arg(dollars(*plan.costNanoDollarsExpected), dollars(*plan.costNanoDollarsMost));
}

QString measurementText(const CalibrationResult& measured)
{
    return QStringLiteral("%1, measured on %2 at %3 (UTC) with %4 calls")
        .arg(measured.connection, measured.task, measured.measuredUtc.toString(QStringLiteral("yyyy-MM-dd hh:mm")))
        .arg(measured.answers);
}

void printForPeople(Terminal& terminal, const RunPlan& plan, const RunRequest& request)
{
    const CallPlan& calls = plan.calls;
    Table table;
    table.columns = {Column{QStringLiteral("plan")}, Column{QStringLiteral(" ")}};
    const auto line = [&](const QString& what, const QString& value) { table.rows.append(Row{what, value}); };
    line(QStringLiteral("sources"), QStringLiteral("%1 (%2)").arg(request.settings.sources.join(QStringLiteral(", ")),
                                                                  name(request.settings.scope)));
    if (!plan.leftOut.isEmpty())
        line(QStringLiteral("source tasks left out"), plan.leftOut.join(QStringLiteral(", ")));
    line(QStringLiteral("base calls"), QStringLiteral("%1: %2 training, %3 test; about %4 expected, at most %5")
                                           .arg(calls.base())
                                           .arg(calls.baseTraining)
                                           .arg(calls.baseTest)
                                           .arg(calls.baseExpected)
                                           .arg(calls.baseMost));
    line(QStringLiteral("optimizer calls"),
         QStringLiteral("%1, at most %2").arg(calls.optimizer).arg(calls.optimizerMost));
    line(QStringLiteral("tokens"), QStringLiteral("about %1 in, %2 out")
                                       .arg(plan.inputTokensExpected).arg(plan.outputTokensExpected));
    line(QStringLiteral("cost"), costText(plan));
    line(QStringLiteral("time"), plan.secondsExpected
                                     ? QStringLiteral("about %1").arg(durationText(*plan.secondsExpected))
                                     : QStringLiteral("n/a: no calibration of the connection, and no finished run "
                                                      "on this model in the file"));
    if (plan.measured)
        line(QStringLiteral("forecast from"), measurementText(*plan.measured));
    line(QStringLiteral("examples leave to"),
         plan.hosts.isEmpty() ? QStringLiteral("nobody: the models are on this machine")
                              : plan.hosts.join(QStringLiteral(", ")));
    terminal.print(table);
    if (!calls.explanation.isEmpty())
        terminal.print(calls.explanation);
    for (const QString& warning : plan.warnings)
        terminal.say(warning);
}

void save(const QString& path, const RunRequest& request)
{
    QSaveFile file(path);
    const QByteArray content = RunOptions::yaml(request);
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size() || !file.commit())
        fail(ErrorKind::ReadOnlyFile, QStringLiteral("%1 cannot be written").arg(path), file.errorString(),
             QStringLiteral("Choose another place."));
}

class PlanCommand : public Command
{
public:
    void declare(CLI::App& app) override
    {
        addFile(app, m_file);
        addText(app, "--save", m_save, "write all options as a file for --config")->type_name("FILE");
        m_options.declare(app);
    }

    ExitCode run(CommandContext& context) override
    {
        const auto project = openProject(context, m_file);
        const RunRequest request = m_options.request(*project);
        const RunPlan plan = valueOf(project->plan(request));
        if (!m_save.isEmpty())
            save(m_save, request);
        if (context.terminal.isForPrograms())
            context.terminal.print(exactTable(plan, request));
        else
            printForPeople(context.terminal, plan, request);
        return ExitCode::Done;
    }

private:
    QString m_file;
    QString m_save;
    RunOptions m_options;
};

} // namespace

void addPlanCommand(CommandLine& line)
{
    line.add<PlanCommand>("plan", "calls, tokens, cost and time of a run, before anything is spent",
                          "metaspo plan my.metaspo --preset small --save run.yaml");
}

} // namespace metaspo
