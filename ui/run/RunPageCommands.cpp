#include "ui/kit/Background.h"
#include "ui/kit/Layout.h"
#include "ui/kit/PlainText.h"
#include "ui/run/CandidateView.h"
#include "ui/run/LimitsEditor.h"
#include "ui/run/NewRunDialog.h"
#include "ui/run/PromptEditor.h"
#include "ui/run/RunDetails.h"
#include "ui/run/RunFollower.h"
#include "ui/run/RunHeader.h"
#include "ui/run/RunListModel.h"
#include "ui/run/RunPage.h"
#include "ui/run/RunTreeModel.h"
#include "ui/run/RunWords.h"
#include "ui/run/StateLook.h"
#include "ui/run/StepText.h"
#include "ui/run/Timeline.h"

#include <QDesktopServices>
#include <QDialogButtonBox>
#include <QFileDialog>
#include <QListView>
#include <QPushButton>
#include <QStackedWidget>
#include <QTreeView>
#include <QUrl>
#include <QVBoxLayout>

// What the run page shows of the run it follows, and what it does when told to.
namespace metaspo {

void RunPage::showState()
{
    const bool hasRuns = m_runs->rowCount() > 0;
    m_stack->setCurrentIndex(hasRuns ? 1 : 0);
    if (!m_project) {
        m_empty->say(tr("No project is open"), tr("Open a project or the sample to see its runs and start new ones."));
        m_firstRun->setText(tr("Go to Start"));
    } else if (!m_hasTasks) {
        m_empty->say(tr("No tasks yet"), tr("A run needs tasks with examples to learn from. Import or write them first."));
        m_firstRun->setText(tr("Go to Tasks"));
    } else {
        m_empty->say(tr("No run yet"), tr("Set one up: you see how many calls it will make and what they cost before "
                                          "anything is spent."));
        m_firstRun->setText(tr("New run…"));
    }
    m_firstRun->setEnabled(!m_project || !m_project->isReadOnly());
    showProgress();
}

void RunPage::showProgress()
{
    const RunProgress progress = m_follower->progress();
    RunSituation situation;
    situation.hasProject = m_project != nullptr && m_hasTasks;
    situation.isReadOnly = m_project && m_project->isReadOnly();
    situation.hasRun = m_follower->isLoaded();
    situation.isLiveHere = m_follower->session() != nullptr;
    situation.isPausing = m_follower->isPausing();
    situation.isStarting = m_follower->isStarting();
    situation.isRecorded = m_follower->overview().record.recorded;
    situation.state = progress.state;
    m_actions->show(situation);
    m_newRun->setEnabled((*m_actions)[RunCommandId::New]->isEnabled());
    if (!situation.hasRun)
        return Q_EMIT statusChanged({});
    m_header->show(m_follower->overview().record, progress, situation);
    const bool isAtWork = situation.isLiveHere
                          && (progress.state == RunState::Running || progress.state == RunState::Paused);
    m_timeline->setPosition(isAtWork ? std::optional(progress.position) : std::nullopt);
    Q_EMIT statusChanged(QStringLiteral("%1 %2  %3").arg(stateGlyph(progress.state), tr("Run %1").arg(m_follower->run()),
                                                         stateText(progress.state)));
}

void RunPage::showTree()
{
    m_treeSoon.stop();
    const RunTree& tree = m_follower->tree();
    m_tree->show(tree);
    m_timeline->show(m_follower->overview().record.settings, tree);
    m_candidate->setTree(tree);
    m_details->showTree(*m_follower);
    if (m_candidate->candidate() || tree.candidates().isEmpty())
        return;
    const QModelIndex incumbent = tree.incumbent() ? m_tree->indexOf(*tree.incumbent()) : QModelIndex();
    if (incumbent.isValid())
        m_treeView->setCurrentIndex(incumbent);
}

void RunPage::chooseCandidate(const std::optional<Step>& candidate)
{
    if (!candidate)
        return; // a group: what was chosen stays
    m_candidate->show(candidate);
    m_details->showCandidate(*m_follower, candidate);
}

// A stage stands for the prompt that is in force after it.
void RunPage::chooseStage(const Step& loop)
{
    const StageReached* stage = m_follower->tree().stage(loop);
    QModelIndex index = m_tree->indexOf(loop);
    if (stage && loop.loop != Loop::Inner)
        index = m_tree->indexOf(stage->incumbent);
    else if (stage && !stage->firstPrompts.isEmpty())
        index = m_tree->indexOf(stage->firstPrompts.first());
    if (!index.isValid())
        return;
    m_treeView->setCurrentIndex(index);
    m_treeView->scrollTo(index);
}

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
    case RunCommandId::Insert: return editCopy();
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
    connect(dialog, &NewRunDialog::created, this, [this](qint64 run, bool isToStart) {
        m_wanted = run;
        readRuns();
        if (isToStart)
            start(run);
        Q_EMIT pageRequested(objectName());
    });
    dialog->open();
}

// Its start is watched on this page: it can take a while, and can fail and be tried again.
void RunPage::start(qint64 run)
{
    showRun(run);
    if (const QModelIndex index = m_runs->indexOf(run); index.isValid())
        m_runList->setCurrentIndex(index);
    m_follower->resume();
}

// The loop of what is chosen is where the new run begins to differ.
void RunPage::fork()
{
    const RunRecord& record = m_follower->overview().record;
    RunRequest request;
    request.settings = record.settings;
    request.limits = record.limits;
    request.baseConnection = record.baseConnectionId;
    request.optimizerConnection = record.optimizerConnectionId;
    request.forkOf = record.id;
    const std::optional<Step> chosen = m_candidate->candidate();
    request.forkAt = chosen && chosen->loop != Loop::Start ? loopOf(*chosen) : Step{1, Loop::Inner, {}, 0};
    setUpRun(request);
}

void RunPage::editCopy()
{
    const std::optional<Step> chosen = m_candidate->candidate();
    const Candidate* candidate = chosen ? m_follower->tree().find(*chosen) : nullptr;
    if (!candidate)
        return;
    auto* editor = new PromptEditor(*candidate, this);
    connect(editor, &PromptEditor::inserted, this, [this](const Insertion& insertion) {
        if (!m_follower->session())
            return report({ErrorKind::Stopped, tr("The run has ended meanwhile"), {}, tr("Fork it to try the prompt.")});
        m_follower->session()->insert(insertion);
        Q_EMIT noticeRaised(Notice::success(tr("The prompt waits for the next loop of its kind.")));
    });
    editor->open();
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
    dialog->setWindowTitle(tr("Limits and breakpoints of run %1").arg(m_follower->run()));
    auto* editor = new LimitsEditor(dialog);
    editor->show(m_follower->overview().record.limits);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, dialog);
    connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::reject);
    connect(buttons, &QDialogButtonBox::accepted, this, [this, dialog, editor] {
        m_follower->setLimits(editor->limits());
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
    auto* dialog = new QFileDialog(this, tr("Folder for the tables of run %1").arg(m_follower->run()));
    dialog->setObjectName(QStringLiteral("exportDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    dialog->setAcceptMode(QFileDialog::AcceptOpen);
    connect(dialog, &QFileDialog::fileSelected, this, &RunPage::exportTo);
    dialog->open();
}

void RunPage::exportTo(const QString& folder)
{
    if (!m_project || m_follower->run() == 0)
        return;
    whenDone(m_project->exportRun(m_follower->run(), folder, ExportFormat::Csv), this,
             [this, folder](const Result<QStringList>& files) {
                 if (!files)
                     return report(files.error());
                 Notice notice = Notice::success(tr("%n table(s) of the run were written.", nullptr,
                                                    static_cast<int>(files->size())));
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
    const QString run = tr("Run %1").arg(m_follower->run());
    Notice notice;
    switch (state) {
    case RunState::Finished: notice = Notice::success(tr("%1 is finished.").arg(run)); break;
    case RunState::Failed:
        notice.kind = Notice::Kind::Error;
        notice.what = tr("%1 could not go on.").arg(run);
        break;
    case RunState::Paused:
        notice.kind = Notice::Kind::Warning;
        notice.what = tr("%1 is paused.").arg(run);
        break;
    default: return;
    }
    notice.why = endedSentence(reason);
    if (state != RunState::Finished)
        notice = notice.offering(tr("Continue"), [this, ended = m_follower->run()] { start(ended); });
    Q_EMIT noticeRaised(notice);
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

void RunPage::report(const Error& error)
{
    Q_EMIT noticeRaised(Notice::error(error));
}

} // namespace metaspo
