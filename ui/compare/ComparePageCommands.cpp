#include "ui/compare/CandidateDialog.h"
#include "ui/compare/ComparePage.h"
#include "ui/compare/CompareWords.h"
#include "ui/compare/OutcomesPanel.h"
#include "ui/compare/PromptColumns.h"
#include "ui/compare/SummaryTable.h"
#include "ui/kit/Background.h"
#include "ui/kit/ElidedLabel.h"
#include "ui/kit/Layout.h"
#include "ui/kit/PlainText.h"
#include "ui/kit/Words.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QMenu>
#include <QPushButton>
#include <QStackedWidget>
#include <QTabBar>

// What the compare page shows, and what it does when told to.
namespace metaspo {

namespace {

bool areAlike(const CandidateId& one, const CandidateId& other)
{
    return one.step.task == other.step.task; // a system prompt has no task
}

} // namespace

void ComparePage::setProject(const std::shared_ptr<Project>& project)
{
    if (m_project)
        m_project->disconnect(this);
    m_project = project;
    m_endedRuns.clear();
    m_finals->clear();
    m_isSplitChosen = false;
    m_columns->setProject(project);
    m_outcomes->setProject(project);
    setCandidates({});
    if (!project)
        return;
    connect(project.get(), &Project::runsChanged, this, [this] {
        readRuns();
        readAnewSoon();
    });
    readRuns();
}

void ComparePage::showEvent(QShowEvent* event)
{
    Page::showEvent(event);
    showActions();
    readAnew();
}

void ComparePage::hideEvent(QHideEvent* event)
{
    Page::hideEvent(event);
    showActions();
}

void ComparePage::compare(const QList<CandidateId>& candidates)
{
    if (!m_project || candidates.isEmpty())
        return;
    QList<CandidateId> all = m_candidates;
    if (!all.isEmpty() && !areAlike(all.first(), candidates.first()))
        all.clear();
    if (all.isEmpty())
        m_isSplitChosen = false;
    bool isOneLeftOut = false;
    for (const CandidateId& candidate : candidates) {
        if (!areAlike(candidate, candidates.first()))
            isOneLeftOut = true;
        else if (!all.contains(candidate))
            all.append(candidate);
    }
    if (isOneLeftOut) {
        Notice notice = Notice::information(tr("Prompts of another kind or task were left out."));
        notice.why = tr("Only system prompts, or user prompts of one task, answer the same examples.");
        Q_EMIT noticeRaised(notice);
    }
    if (all != m_candidates)
        setCandidates(all);
}

void ComparePage::setCandidates(const QList<CandidateId>& candidates)
{
    m_candidates = candidates;
    m_records.removeIf([&candidates](const CandidateRecord& record) {
        return !candidates.contains(CandidateId{record.run, record.candidate.step});
    });
    if (candidates.isEmpty())
        m_view->setCurrentIndex(0);
    read();
}

void ComparePage::makeBaseline(int prompt)
{
    if (prompt <= 0 || prompt >= m_candidates.size())
        return;
    QList<CandidateId> candidates = m_candidates;
    candidates.move(prompt, 0);
    setCandidates(candidates);
}

void ComparePage::remove(int prompt)
{
    QList<CandidateId> candidates = m_candidates;
    candidates.removeAt(prompt);
    setCandidates(candidates);
}

void ComparePage::choosePrompts()
{
    auto* dialog = new CandidateDialog(
        m_project, m_candidates.isEmpty() ? std::nullopt : std::optional(m_candidates.first()), this);
    connect(dialog, &CandidateDialog::chosen, this, &ComparePage::compare);
    connect(dialog, &CandidateDialog::failed, this, &ComparePage::report);
    dialog->open();
}

QStringList ComparePage::names() const
{
    QStringList names;
    for (const CandidateRecord& record : m_records)
        names.append(promptName(record));
    return names;
}

void ComparePage::showAnswers()
{
    const bool isComplete = m_comparison && m_records.size() == m_candidates.size();
    const PromptKind kind = m_records.isEmpty() ? PromptKind::System : m_records.first().candidate.kind;
    QStringList standings{QString()};
    for (qsizetype prompt = 1; prompt < m_candidates.size(); ++prompt)
        standings.append(isComplete ? standingSummary(m_comparison->comparisons.at(prompt)) : tr("comparing…"));
    m_columns->showStandings(standings);
    m_outcomes->show(isComplete ? m_comparison : nullptr, names(), kind);
    m_outcomes->advise(m_candidates.size() == 1 ? tr("Add another prompt to compare it with.") : tr("Comparing…"));
    m_domains->show(isComplete ? domainsTable(*m_comparison, names()) : Table());
    m_tasks->show(isComplete ? tasksTable(*m_comparison, names()) : Table());
    QStringList status{tr("%Ln prompt(s)", nullptr, static_cast<int>(m_candidates.size()))};
    if (isComplete)
        status += {wordFor(m_comparison->split), tr("%Ln row(s)", nullptr, m_comparison->outcomes.size())};
    Q_EMIT statusChanged(m_candidates.isEmpty() ? QString() : status.join(QStringLiteral("  ·  ")));
}

void ComparePage::showState()
{
    m_stack->setCurrentIndex(m_candidates.isEmpty() ? 0 : 1);
    if (!m_project) {
        m_empty->say(tr("No project is open"), tr("Open a project or the sample to compare the prompts of its runs."));
        m_first->setText(tr("Go to Start"));
    } else {
        m_empty->say(
            tr("Nothing to compare yet"),
            tr("Put two or more prompts of any runs side by side: what differs in their texts, and who was right "
               "on the same examples. On the Run page, Ctrl+D brings a candidate here."));
        m_first->setText(tr("Choose prompts…"));
    }
    m_givenAndFinal->setVisible(m_project && !m_endedRuns.isEmpty());
    if (!m_endedRuns.isEmpty())
        m_givenAndFinal->setText(tr("Given and final prompt of run %1").arg(m_endedRuns.first()));
    if (!m_candidates.isEmpty())
        m_kind->show(m_candidates.first().step.task.isEmpty()
                         ? tr("System prompts")
                         : tr("User prompts of %1").arg(displayLine(m_candidates.first().step.task, 60)));
    (*m_actions)[CompareCommandId::CopyFinal]->setText(
        runOfCurrent() == 0 ? tr("Copy the &final prompt")
                            : tr("Copy the &final prompt of run %1").arg(runOfCurrent()));
    showActions();
}

void ComparePage::showActions()
{
    CompareSituation situation;
    situation.isShown = isVisible();
    situation.hasProject = m_project != nullptr;
    situation.prompts = static_cast<int>(m_candidates.size());
    situation.hasCurrent = m_columns->current() > 0;
    situation.hasEndedRun = !m_endedRuns.isEmpty();
    m_actions->show(situation);
}

// The run of the prompt that is looked at if it has ended, else the newest that has.
qint64 ComparePage::runOfCurrent() const
{
    const qint64 run = m_candidates.value(m_columns->current()).run;
    return m_endedRuns.contains(run) ? run : m_endedRuns.value(0);
}

void ComparePage::copyFinal(qint64 run)
{
    if (!m_project || run == 0)
        return;
    whenDone(m_project->queries().finalPrompt(run), this, [this, run](const Result<CandidateRecord>& record) {
        if (!record)
            return report(record.error());
        QGuiApplication::clipboard()->setText(record->candidate.text);
        Notice notice = Notice::success(tr("The final system prompt of run %1 is on the clipboard.").arg(run));
        notice.why = text(record->candidate.step);
        Q_EMIT noticeRaised(notice);
    });
}

void ComparePage::compareGivenAndFinal(qint64 run)
{
    whenDone(m_project->queries().finalPrompt(run), this,
             [this, run, asked = std::weak_ptr(m_project)](const Result<CandidateRecord>& record) {
                 if (asked.lock() != m_project)
                     return;
                 if (!record)
                     return report(record.error());
                 compare({{run, Step{}}, {run, record->candidate.step}});
             });
}

void ComparePage::goToDifference(int direction)
{
    m_view->setCurrentIndex(0); // differences stand in the prompts
    m_columns->goToDifference(direction);
}

void ComparePage::carryOut(CompareCommandId command)
{
    const int current = m_columns->current();
    switch (command) {
    case CompareCommandId::Add: return choosePrompts();
    case CompareCommandId::Clear: return setCandidates({});
    case CompareCommandId::NextDifference: return goToDifference(1);
    case CompareCommandId::PreviousDifference: return goToDifference(-1);
    case CompareCommandId::MakeBaseline: return makeBaseline(current);
    case CompareCommandId::Remove: return remove(current);
    case CompareCommandId::CopyText:
        if (current < m_records.size())
            QGuiApplication::clipboard()->setText(m_records.at(current).candidate.text);
        return;
    case CompareCommandId::CopyFinal: return copyFinal(runOfCurrent());
    }
}

void ComparePage::report(const Error& error)
{
    Q_EMIT noticeRaised(Notice::error(error));
}

} // namespace metaspo
