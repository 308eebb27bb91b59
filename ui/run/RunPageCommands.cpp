#include "ui/kit/Background.h"
#include "ui/kit/Layout.h"
#include "ui/kit/PlainText.h"
#include "ui/run/CandidateArea.h"
#include "ui/run/ExportRunDialog.h"
#include "ui/run/LimitsEditor.h"
#include "ui/run/NewRunDialog.h"
#include "ui/run/ResultSentence.h"
#include "ui/run/RunDetails.h"
#include "ui/run/RunFollower.h"
#include "ui/run/RunListModel.h"
#include "ui/run/RunPage.h"
#include "ui/run/RunTreeModel.h"
#include "ui/run/RunWords.h"

#include <QDesktopServices>
#include <QDialogButtonBox>
#include <QTreeView>
#include <QUrl>
#include <QVBoxLayout>

// What the run page does when told to.
namespace metaspo {

void RunPage::carryOut(RunCommandId command)
{
    switch (command) {
    case RunCommandId::New: return setUpRun(NewRunDialog::suggestion());
    case RunCommandId::Resume: return m_follower->resume();
    case RunCommandId::Pause: return m_follower->pause();
    case RunCommandId::Stop: return m_follower->stop();
    case RunCommandId::StepCall: return m_follower->step(Grain::Call);
    case RunCommandId::StepCandidate: return m_follower->step(Grain::Candidate);
    case RunCommandId::StepLoop: return m_follower->step(Grain::Loop);
    case RunCommandId::StepIteration: return m_follower->step(Grain::Iteration);
    case RunCommandId::RunTo: return m_place ? m_follower->runTo(*m_place) : void();
    case RunCommandId::Breakpoint: return toggleBreakpoint();
    case RunCommandId::Edit: return m_candidate->editCopy();
    case RunCommandId::Write: return m_candidate->writePrompt();
    case RunCommandId::Insert: return m_candidate->insert();
    case RunCommandId::Limits: return askForLimits();
    case RunCommandId::Fork: return fork();
    case RunCommandId::Compare: return compareChosen();
    case RunCommandId::Export: return askForExport();
    }
}

void RunPage::setUpRun(const RunRequest& request)
{
    if (!m_project)
        return;
    auto* dialog = new NewRunDialog(m_workspace, m_project, request, this);
    connect(dialog, &NewRunDialog::created, this, [this, asked = std::weak_ptr(m_project)](qint64 run, bool isToStart) {
        if (asked.lock() != m_project)
            return; // it was being stored when the project was left
        m_wanted = run;
        readRuns();
        if (isToStart)
            start(run);
        Q_EMIT pageRequested(objectName());
    });
    dialog->open();
}

// What they ask concerns the project and the run that were shown when they were opened.
void RunPage::closeDialogs(bool isProjectLeft)
{
    for (QDialog* dialog : findChildren<QDialog*>(Qt::FindDirectChildrenOnly))
        if (isProjectLeft || !qobject_cast<NewRunDialog*>(dialog)) // it leads to its run by itself
            dialog->done(QDialog::Rejected);
}

void RunPage::choose(qint64 run)
{
    showRun(run);
    if (const QModelIndex index = m_runs->indexOf(run); index.isValid())
        m_runList->setCurrentIndex(index);
}

// Its start is watched on this page: it can take a while, and can fail and be tried again.
void RunPage::start(qint64 run)
{
    choose(run);
    m_follower->resume();
}

// The loop of what is chosen is where the new run begins to differ.
void RunPage::fork()
{
    const std::optional<Step> place = forkPlace();
    if (!place)
        return;
    const RunRecord& record = m_follower->overview().record;
    RunRequest request;
    request.settings = record.settings;
    request.limits = m_follower->limits();
    QList<Breakpoint> breakpoints = m_follower->breakpoints();
    for (Breakpoint& breakpoint : breakpoints)
        breakpoint.hits = 0; // of the other run
    request.limits.breakpoints = texts(breakpoints);
    request.baseConnection = record.baseConnectionId;
    request.optimizerConnection = record.optimizerConnectionId;
    request.forkOf = record.id;
    request.forkAt = place;
    setUpRun(request);
}

// Several as they stand in the tree; one after the prompt that it competes with.
void RunPage::compareChosen()
{
    QList<CandidateId> chosen;
    for (const QModelIndex& index : m_treeView->selectionModel()->selectedRows())
        if (const std::optional<Step> step = m_tree->candidateAt(index))
            chosen.append({m_follower->run(), *step});
    if (chosen.size() < 2) {
        const std::optional<Step> step = m_candidate->candidate();
        if (!step)
            return;
        chosen = {{m_follower->run(), *step}};
        if (const std::optional<Step> rival = m_follower->tree().rivalOf(*step))
            chosen.prepend({m_follower->run(), *rival});
    }
    std::sort(chosen.begin(), chosen.end(),
              [](const CandidateId& one, const CandidateId& other) { return one.step < other.step; });
    Q_EMIT comparisonRequested(chosen);
}

void RunPage::askForLimits()
{
    auto* dialog = new QDialog(this);
    dialog->setObjectName(QStringLiteral("limitsDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Limits of run %1").arg(m_follower->run()));
    auto* editor = new LimitsEditor(dialog);
    editor->show(m_follower->limits());
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, dialog);
    connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::reject);
    connect(buttons, &QDialogButtonBox::accepted, this, [this, dialog, editor] {
        RunLimits limits = editor->limits();
        limits.breakpoints = m_follower->limits().breakpoints; // they may have been hit meanwhile
        m_follower->setLimits(limits);
        dialog->accept();
    });
    auto* rows = new QVBoxLayout(dialog);
    rows->setContentsMargins(20, 20, 20, 16);
    rows->setSpacing(16);
    rows->addWidget(editor);
    rows->addWidget(buttons);
    dialog->open();
}

void RunPage::askForExport()
{
    const qint64 run = m_follower->run();
    if (!m_project || run == 0)
        return;
    auto* dialog = new ExportRunDialog(run, m_project->path(), this);
    connect(dialog, &ExportRunDialog::requested, this,
            [this, run](const ExportRequest& request) { exportRun(run, request); });
    dialog->open();
}

void RunPage::exportRun(qint64 run, const ExportRequest& request)
{
    if (!m_project)
        return;
    const QString folder = request.folder;
    whenDone(m_project->exportRun(run, request), this, [this, folder](const Result<QStringList>& files) {
        if (!files)
            return report(files.error());
        Notice notice =
            Notice::success(tr("%n table(s) of the run were written.", nullptr, static_cast<int>(files->size())));
        notice.why = folder;
        Q_EMIT noticeRaised(notice.offering(tr("Open the folder"), [folder] {
            QDesktopServices::openUrl(QUrl::fromLocalFile(folder));
        }));
    });
}

void RunPage::readLog()
{
    if (!m_project || m_follower->run() == 0)
        return;
    whenDone(m_project->queries().log(m_follower->run()), this,
             [this, run = m_follower->run()](const Result<QStringList>& sentences) {
                 if (run == m_follower->run() && sentences)
                     m_details->showLog(*sentences, true);
             });
}

void RunPage::tellEnd(RunState state, const QString& reason)
{
    readRuns();
    m_details->runTurned();
    const qint64 run = m_follower->run();
    if (state == RunState::Finished)
        return tellResult(run);
    if (state != RunState::Failed && state != RunState::Paused)
        return;
    Notice notice;
    notice.kind = state == RunState::Failed ? Notice::Kind::Error : Notice::Kind::Warning;
    notice.what = endedSentence(haltTitle(run, state));
    notice.why = endedSentence(reason);
    Q_EMIT noticeRaised(notice.offering(tr("Continue"), [this, run] { start(run); }));
}

void RunPage::tellResult(qint64 run)
{
    const Step found = m_follower->tree().incumbent().value_or(Step());
    whenDone(m_project->queries().overview(run), this,
             [this, run, found, asked = std::weak_ptr(m_project)](const Result<RunOverview>& overview) {
                 if (!m_project || asked.lock() != m_project)
                     return;
                 Notice notice = Notice::success(endedSentence(haltTitle(run, RunState::Finished)));
                 if (overview)
                     notice.why = resultSentence(overview->curve);
                 if (found == Step())
                     return Q_EMIT noticeRaised(notice);
                 Q_EMIT noticeRaised(notice.offering(tr("Compare"), [this, run, found] {
                     Q_EMIT comparisonRequested({{run, Step()}, {run, found}});
                 }));
             });
}

QList<RunSession*> RunPage::liveSessions() const
{
    QList<RunSession*> sessions;
    for (int row = 0; m_project && row < m_runs->rowCount(); ++row)
        if (RunSession* session = m_project->liveRun(m_runs->record(m_runs->index(row))->id))
            sessions.append(session);
    return sessions;
}

QString RunPage::reasonToStay() const
{
    int inFlight = 0;
    QStringList runs;
    for (const RunSession* session : liveSessions()) {
        const RunProgress progress = session->progress();
        if (progress.state != RunState::Running)
            continue;
        inFlight += progress.inFlight;
        runs += QString::number(session->run());
    }
    if (runs.isEmpty())
        return {};
    return tr("Run %1 is at work. It will be paused: %n call(s) in flight are finished and kept, and it goes on later "
              "where it was.",
              nullptr, inFlight)
        .arg(runs.join(QStringLiteral(", ")));
}

QString RunPage::unsavedEdits() const
{
    return (m_details->unsavedEdits() + QLatin1Char('\n') + m_candidate->unsavedEdits()).trimmed();
}

void RunPage::report(const Error& error)
{
    Q_EMIT noticeRaised(Notice::error(error));
}

} // namespace metaspo
