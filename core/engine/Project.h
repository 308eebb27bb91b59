#pragma once

#include "core/domain/CallPlan.h"
#include "core/domain/TaskChange.h"
#include "core/engine/CalibrationResult.h"
#include "core/engine/NextStep.h"
#include "core/engine/Queries.h"
#include "core/engine/RunSession.h"
#include "core/engine/TaskImport.h"

#include <QFuture>
#include <QObject>
#include <map>
#include <memory>
#include <optional>

namespace metaspo {

class Workspace;
class Reader;
struct ExportRequest;
struct LiveRunParts;

/// What a new run is to do, and with which models. Connections by name; empty: the local model.
struct RunRequest
{
    RunSettings settings;
    RunLimits limits;
    QString baseConnection;
    QString optimizerConnection;
    std::optional<qint64> forkOf;
    std::optional<Step> forkAt;
    /// Optimizer templates that differ, by name; those left out are the program's own, of a fork its parent's.
    TemplateTexts templates;
    QStringList evaluatePrompts; ///< method evaluate: system prompts as texts
    QMap<QString, QStringList> evaluateUserPrompts; ///< by task; empty: the task's own
    Split evaluateSplit = Split::Test;
};

/// Shown before anything is spent.
struct RunPlan
{
    CallPlan calls;
    std::optional<qint64> costNanoDollarsExpected; ///< absent: a price is unknown
    std::optional<qint64> costNanoDollarsMost;
    qint64 inputTokensExpected = 0;
    qint64 outputTokensExpected = 0;
    std::optional<qint64> secondsExpected;
    std::optional<CalibrationResult> measured; ///< the calibration that output tokens, cost and time are forecast from
    QStringList hosts;    ///< other than this machine, that will receive examples
    QStringList leftOut;  ///< names of the file's source tasks that the run does not train on
    QStringList warnings; ///< sentences
};

/// One open project file: its queries, its tasks, its runs. Lives on the main thread; nothing here waits.
class Project : public QObject
{
    Q_OBJECT

public:
    /// Live runs are paused, calls in flight finished, the file is closed: by Workspace::closing(), nothing waits here.
    ~Project() override;

    QString path() const;
    bool isReadOnly() const;
    QString readOnlyReason() const;
    Queries& queries() const;

    QFuture<Result<qint64>> saveTask(const Task& task);
    /// The same for a stored task, writing only what the edit changes: quick for large tasks, and what another program
    /// changed beside it stays. A version that a run used stays, too.
    QFuture<Result<TaskChanged>> changeTask(const TaskChange& change);
    QFuture<Result<void>> removeTask(qint64 id);  ///< soft
    /// Takes a removal back, under this name, or one like it where that is taken. NotFound: it is not removed.
    QFuture<Result<TaskRestored>> restoreTask(qint64 id, const QString& name = {});
    using ImportedIds = std::shared_ptr<QList<qint64>>; ///< for whoever cannot wait for an import; only to be handed on
    QFuture<Result<QList<qint64>>> import(const QList<Task>& tasks, const ImportedIds& ids = {}); ///< all or nothing
    /// Edits, or (nothing) removes, the tasks of an import that may still be under way, by their places in it; untold.
    void changeImported(const ImportedIds& ids, const std::map<qsizetype, std::optional<TaskEdit>>& edits);
    /// All versions of the tasks that were not removed, with the runs that used them.
    QFuture<Result<QList<TaskVersion>>> taskVersions();

    /// The settings with what was left out filled in: no sources named: the source tasks of the file (preset Small: at
    /// most three, of the domain that came into the file first).
    QFuture<Result<RunRequest>> completed(const RunRequest& request);
    QFuture<Result<RunPlan>> plan(const RunRequest& request);
    /// What Workspace::calibrate would ask of a task of this project; nothing is sent or stored.
    QFuture<Result<CalibrationPlan>> calibrationPlan(const CalibrationRequest& request);
    /// Stores the run without starting it. Refusals (settings, models, missing keys) come before anything is stored.
    QFuture<Result<qint64>> storeRun(const RunRequest& request);
    /// The same, and starts it. The session belongs to the project and is deleted after it has ended.
    QFuture<Result<qint64>> createRun(const RunRequest& request);
    /// Starts or resumes a stored run in this process; errors: owned by another program, model missing, key missing
    /// (unless it would be in the keychain). The run's state stays as it is if it cannot be opened.
    QFuture<Result<RunSession*>> openRun(qint64 run, const std::optional<RunLimits>& limits = {},
                                         const FirstStop& firstStop = {});
    /// What a run that stands still would do next, and what that costs; nothing: it is finished, or was not run here.
    /// Plays the run through from its answers, which takes as long as resuming it. One question at a time: an earlier one
    /// ends with Stopped.
    QFuture<Result<std::optional<NextStep>>> nextStep(qint64 run);
    RunSession* liveRun(qint64 run) const; ///< null: not live in this process
    QList<RunSession*> liveRuns() const;   ///< by their numbers
    bool isOwned(qint64 run) const;        ///< live in any process
    /// A prompt written by hand, for the next loop of its kind; it waits in the file, whoever runs the run, and when.
    QFuture<Result<void>> insert(qint64 run, const Insertion& insertion);
    /// For a run that another process owns.
    QFuture<Result<void>> postCommand(qint64 run, CommandKind kind, const QString& argument = {});

    /// Budget, width, breakpoints: of a live run at once, of any other for its next start. Fails on what cannot be kept,
    /// and where another program has the run.
    QFuture<Result<void>> setLimits(qint64 run, const RunLimits& limits);
    /// The same for the breakpoints alone; budget and width stay, whoever changed them.
    QFuture<Result<void>> setBreakpoints(qint64 run, const QStringList& breakpoints);
    /// A shell command that sends the request of a call once more; its key is only named (CallTexts.h).
    QFuture<Result<QString>> curlCommand(qint64 call);
    QFuture<Result<void>> setNote(qint64 run, const QString& note);
    /// Integrity, foreign keys, summaries recomputed; each problem is a sentence.
    QFuture<Result<QStringList>> check();
    /// Where the program that wrote the file last was killed: looks through the structure of the file. FileCorrupt, with
    /// what was found first; nothing is looked at, and nothing told, of a file that was closed in order.
    QFuture<Result<void>> checkAfterUncleanEnd();
    QFuture<Result<void>> backup(const QString& target);

    /// Tables of a run into a folder, the same as the command line's; gives the files' paths. What is there already is
    /// replaced, each file when it is whole.
    QFuture<Result<QStringList>> exportRun(qint64 run, const ExportRequest& request);

Q_SIGNALS:
    void tasksChanged();
    void runsChanged();        ///< a run was created, changed state, or another program wrote
    void storageTrouble(const metaspo::Error& error);

private:
    friend class Workspace;
    struct Parts;
    QFuture<Result<std::shared_ptr<LiveRunParts>>> withLocalModel(std::shared_ptr<LiveRunParts> parts);
    RunSession* begin(LiveRunParts parts, const FirstStop& firstStop);
    Error refusal(const Error& error) const;
    QFuture<Result<void>> changeLimits(qint64 run, const std::function<Result<void>(RunSession&)>& change,
                                       const std::function<Result<RunLimits>(Reader&)>& changed);
    template <typename T>
    QFuture<Result<T>> tellingTasksChanged(QFuture<Result<T>> written);
    void tellTrouble(const Result<void>& state);
    void lookForChanges();

    explicit Project(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> m_parts;
};

} // namespace metaspo
