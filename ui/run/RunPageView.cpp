#include "ui/kit/Layout.h"
#include "ui/kit/ShownTable.h"
#include "ui/kit/TableActions.h"
#include "ui/run/CandidateArea.h"
#include "ui/run/NextStepText.h"
#include "ui/run/RunDetails.h"
#include "ui/run/RunFollower.h"
#include "ui/run/RunHeader.h"
#include "ui/run/RunListModel.h"
#include "ui/run/RunPage.h"
#include "ui/run/RunTreeModel.h"
#include "ui/run/StateLook.h"
#include "ui/run/StepText.h"
#include "ui/run/Timeline.h"

#include <QLabel>
#include <QPushButton>
#include <QStackedWidget>
#include <QTreeView>
#include <QVBoxLayout>

// What the run page shows of the run it follows.
namespace metaspo {

namespace {

qsizetype indexOfBreakpoint(const QList<Breakpoint>& breakpoints, const Step& place)
{
    for (qsizetype index = 0; index < breakpoints.size(); ++index)
        if (breakpoints.at(index).event == StopEvent::Place && breakpoints.at(index).place == place)
            return index;
    return -1;
}

} // namespace

QWidget* RunPage::makeTree()
{
    auto* area = new QWidget(this);
    const auto table = [this](const auto& rows, TableActions::Readers) {
        return shownTable(*m_tree, QStringLiteral("steps"), rows);
    };
    auto* actions = new TableActions(m_treeView, table, area);
    connect(actions, &TableActions::noticeRaised, this, &RunPage::noticeRaised);
    auto* top = new QHBoxLayout;
    top->setContentsMargins(12, 4, 8, 0);
    top->addWidget(caption(tr("Steps and candidates"), area), 1);
    top->addWidget(actions);
    auto* rows = new QVBoxLayout(area);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(4);
    rows->addLayout(top);
    rows->addWidget(m_treeView, 1);
    return area;
}

void RunPage::showState()
{
    const bool hasRuns = m_runs->rowCount() > 0;
    m_stack->setCurrentIndex(hasRuns ? 1 : 0);
    if (!m_project) {
        m_empty->say(tr("No project is open"), tr("Open a project or the sample to see its runs and start new ones."));
        m_firstRun->setText(tr("Go to Start"));
    } else if (!m_hasTasks) {
        m_empty->say(tr("No tasks yet"),
                     tr("A run needs tasks with examples to learn from. Import or write them first."));
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
    situation.isElsewhere = m_follower->isElsewhere();
    situation.isPausing = m_follower->isPausing();
    situation.isStarting = m_follower->isStarting();
    situation.isRecorded = m_follower->overview().record.recorded;
    situation.state = progress.state;
    situation.isPlaceAhead = m_place && isAhead(*m_place);
    situation.hasBreakpointThere = m_place && indexOfBreakpoint(m_follower->breakpoints(), *m_place) >= 0;
    situation.isForkable = forkPlace().has_value();
    situation.hasCandidate = m_candidate->candidate().has_value();
    situation.isPromptReady = m_candidate->isPromptReady();
    m_actions->show(situation);
    m_runs->showStarting(m_follower->starting());
    m_newRun->setEnabled((*m_actions)[RunCommandId::New]->isEnabled());
    if (!situation.hasRun)
        return Q_EMIT statusChanged({});
    m_header->show(m_follower->overview(), progress, situation);
    showNextStep();
    showBreakpoints((*m_actions)[RunCommandId::Limits]->isEnabled());
    m_candidate->renew();
    const bool isAtWork = situation.isLiveHere
                          && (progress.state == RunState::Running || progress.state == RunState::Paused);
    m_timeline->setPosition(isAtWork ? std::optional(progress.position) : std::nullopt);
    if (situation.isLiveHere)
        return Q_EMIT statusChanged({}); // the status bar tells of runs at work by itself
    Q_EMIT statusChanged(
        QStringLiteral("%1 %2  %3")
            .arg(stateGlyph(progress.state), tr("Run %1").arg(m_follower->run()), stateText(situation)));
}

// While the run works: where; while it stands still: what comes next, with its price.
void RunPage::showNextStep()
{
    const RunProgress progress = m_follower->progress();
    if (const std::optional<NextStep>& next = m_follower->nextStep()) {
        QString words = nextStepText(*next);
        if (const auto waiting = m_follower->overview().waiting.size(); waiting > 0)
            words += QStringLiteral("  ·  ")
                     + tr("%n prompt(s) written by hand wait(s) for a loop", nullptr, static_cast<int>(waiting));
        return m_header->showNext(words, nextStepDetails(*next));
    }
    if (progress.state == RunState::Running)
        return m_header->showNext(m_follower->session() ? tr("Now: %1").arg(stepTitle(progress.position)) : QString(),
                                  {});
    if (m_follower->isLookingAhead())
        return m_header->showNext(tr("Next: …"), {});
    const QString why = m_follower->whyNoNextStep();
    m_header->showNext(why.isEmpty() ? QString() : tr("What comes next is not known: %1").arg(why), {});
}

void RunPage::showTree()
{
    m_treeSoon.stop();
    const RunTree& tree = m_follower->tree();
    m_tree->show(tree);
    m_timeline->show(m_follower->overview().record.settings, tree);
    m_candidate->renew();
    m_details->showTree(*m_follower);
    if (m_candidate->candidate() || tree.candidates().isEmpty())
        return;
    const QModelIndex incumbent = tree.incumbent() ? m_tree->indexOf(*tree.incumbent()) : QModelIndex();
    if (!incumbent.isValid())
        return;
    const std::optional<Step> place = m_place; // chosen in the timeline meanwhile: the person's choice goes before ours
    m_treeView->setCurrentIndex(incumbent);
    if (place)
        choosePlace(place);
}

void RunPage::chooseCandidate(const std::optional<Step>& candidate)
{
    if (!candidate)
        return; // a group: what was chosen stays
    m_candidate->choose(candidate);
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

void RunPage::choosePlace(const std::optional<Step>& place)
{
    m_place = place;
    showProgress();
}

// Has the run still to get there? Else it cannot stop before it.
bool RunPage::isAhead(const Step& place) const
{
    const RunTree& tree = m_follower->tree();
    const std::optional<NextStep>& next = m_follower->nextStep();
    const bool isStandingThere = next && (place == next->candidate || (place == next->loop && !next->isLoopBegun));
    if (place.iteration == 0 || isStandingThere)
        return false;
    if (place.slot > 0) {
        const Candidate* candidate = tree.find(place);
        return candidate && candidate->state == CandidateState::Proposed;
    }
    const auto first = tree.candidates().lowerBound(place);
    const bool hasBegun = first != tree.candidates().end() && isAt(first.key(), place);
    if (!place.task.isEmpty())
        return hasBegun && !tree.decisions().contains(loopOf(place));
    return !hasBegun && !tree.decisions().contains(place);
}

// A fork shares all that comes before its loop, so that has to be there. Before the first loop: from the beginning.
std::optional<Step> RunPage::forkPlace() const
{
    const RunTree& tree = m_follower->tree();
    const Step loop = m_place && m_place->loop != Loop::Start ? loopOf(*m_place) : Step{1, Loop::Inner, {}, 0};
    Step before{loop.iteration - 1, Loop::Outer, {}, 0};
    if (loop.loop == Loop::Outer)
        before = {loop.iteration, Loop::Inner, {}, 0};
    else if (loop.loop == Loop::Test)
        before.iteration = m_follower->overview().record.settings.iterations;
    if (before.iteration == 0)
        before = {};
    const bool isOver = loop.loop == Loop::Test && tree.end();
    return tree.stage(before) || isOver ? std::optional(loop) : std::nullopt;
}

void RunPage::showBreakpoints(bool isEditable)
{
    const QList<Breakpoint> breakpoints = m_follower->breakpoints();
    m_details->showBreakpoints(breakpoints, isEditable);
    QSet<Step> places;
    for (const Breakpoint& breakpoint : breakpoints)
        if (breakpoint.event == StopEvent::Place && breakpoint.isEnabled)
            places.insert(breakpoint.place);
    m_tree->setBreakpoints(places);
    m_timeline->setBreakpoints(places);
}

void RunPage::toggleBreakpoint()
{
    if (!m_place)
        return;
    QList<Breakpoint> breakpoints = m_follower->breakpoints();
    if (const qsizetype known = indexOfBreakpoint(breakpoints, *m_place); known >= 0) {
        breakpoints.removeAt(known);
    } else {
        Breakpoint breakpoint;
        breakpoint.event = StopEvent::Place;
        breakpoint.place = *m_place;
        breakpoints.append(breakpoint);
    }
    m_follower->setBreakpoints(breakpoints);
}

} // namespace metaspo
