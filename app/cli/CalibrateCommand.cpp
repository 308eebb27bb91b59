#include "app/cli/CommandLine.h"
#include "app/cli/ConnectionTables.h"
#include "app/cli/Interruption.h"
#include "app/cli/OptionValues.h"
#include "app/cli/Projects.h"
#include "app/cli/Terminal.h"
#include "app/cli/Waiting.h"
#include "core/engine/Workspace.h"

#include <QElapsedTimer>

namespace metaspo {

namespace {

constexpr qint64 calibrationHeartbeatMilliseconds = 60'000; // without a terminal: one line a minute

QString modelText(const Connection& connection)
{
    return connection.model.isEmpty() ? connection.name
                                      : QStringLiteral("%1 (%2)").arg(connection.name, connection.model);
}

// How many calls, of what, to whom, and what they can cost: before the first one.
QString announcement(const CalibrationPlan& plan)
{
    QString text = QStringLiteral("%1 calls to %2: %3 examples of %4 × %5 system prompts × %6 times.")
                       .arg(plan.calls()).arg(modelText(plan.connection)).arg(plan.task.examples.size())
                       .arg(plan.task.name).arg(plan.systemPrompts.size()).arg(plan.repeats);
    if (plan.kept > 0)
        text += QStringLiteral(" %1 answers are there from a calibration that did not come to its end.").arg(plan.kept);
    text += plan.costNanoDollarsMost ? QStringLiteral(" At most $%1.").arg(dollars(*plan.costNanoDollarsMost))
                                     : QStringLiteral(" The price is not known.");
    if (!plan.host.isEmpty())
        text += QStringLiteral(" The examples leave to %1.").arg(plan.host);
    return text;
}

QString progressText(const CalibrationProgress& progress)
{
    return QStringLiteral("%1 of %2 answers · %3 in flight")
        .arg(progress.answered).arg(progress.answers).arg(progress.inFlight);
}

class CalibrateCommand : public Command
{
public:
    void declare(CLI::App& app) override
    {
        addText(app, "NAME", m_name, "the connection's name; 'local' is the local model")->required()->type_name("");
        addText(app, "--project", m_project, "the project whose task is used")->required()->type_name("FILE");
        addText(app, "--task", m_task, "the task; left out, the first source task of the project")->type_name("NAME");
    }

    ExitCode run(CommandContext& context) override
    {
        Terminal& terminal = context.terminal;
        const auto project = openProject(context, m_project);
        const CalibrationPlan plan = valueOf(project->calibrationPlan({m_name, m_task}));
        terminal.say(announcement(plan));
        const Result<CalibrationResult> result = followed(context, plan);
        if (result) {
            print(terminal, *result);
            return ExitCode::Done;
        }
        const QString kept = QStringLiteral("%1 of %2 answers are kept; the same command goes on there.")
                                 .arg(m_last.answered).arg(m_last.answers);
        if (result.error().kind == ErrorKind::Stopped) {
            terminal.say(QStringLiteral("Stopped. ") + kept);
            return ExitCode::Paused;
        }
        if (m_last.answered > 0)
            terminal.say(kept);
        throw CommandFailure{result.error()};
    }

private:
    Result<CalibrationResult> followed(CommandContext& context, const CalibrationPlan& plan)
    {
        Terminal& terminal = context.terminal;
        Interruption interruption;
        QEventLoop loop;
        QElapsedTimer sinceHeartbeat;
        sinceHeartbeat.start();
        QObject::connect(&context.workspace.localModel(), &LocalModel::progressed, &loop,
                         [&](const QString& what) { terminal.say(what + u'.'); });
        const std::unique_ptr<Calibration> calibration = context.workspace.calibrate(plan);
        m_last = calibration->progress();
        std::optional<Result<CalibrationResult>> result;
        QObject::connect(calibration.get(), &Calibration::progressed, &loop, [&](const CalibrationProgress& progress) {
            m_last = progress;
            terminal.showProgress(progressText(progress));
            if (!terminal.isProgressShown() && sinceHeartbeat.elapsed() > calibrationHeartbeatMilliseconds) {
                sinceHeartbeat.restart();
                terminal.say(progressText(progress));
            }
        });
        QObject::connect(calibration.get(), &Calibration::ended, &loop, [&](const Result<CalibrationResult>& ended) {
            result = ended;
            loop.quit();
        });
        QObject::connect(&interruption, &Interruption::requested, &loop, [&] {
            terminal.say(QStringLiteral("Stopping: what is in flight is finished first. Ctrl-C again ends at once; "
                                        "what is then in flight may be paid for and lost."));
            calibration->cancel();
        });
        loop.exec();
        terminal.clearProgress();
        return *result;
    }

    static void print(Terminal& terminal, const CalibrationResult& result)
    {
        if (terminal.isForPrograms())
            return terminal.print(exactCalibrationTable(result));
        terminal.print(readableCalibrationTable(result));
        terminal.say(
            QStringLiteral("The intervals are 95 %, for other examples of the same task. Plans of new runs use "
                           "the lengths and times from now on."));
    }

    QString m_name;
    QString m_project;
    QString m_task;
    CalibrationProgress m_last;
};

} // namespace

void addCalibrateCommand(CommandLine& line)
{
    line.add<CalibrateCommand>("connection calibrate",
                               "how much answers flip, how long they are, how many are unreadable; 80 calls",
                               "metaspo connection calibrate my-server --project my.metaspo");
}

} // namespace metaspo
