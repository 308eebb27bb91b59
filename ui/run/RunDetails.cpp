#include "ui/run/RunDetails.h"

#include "core/analysis/Export.h"
#include "ui/charts/AccuracyChart.h"
#include "ui/kit/Background.h"
#include "ui/kit/Layout.h"
#include "ui/kit/PlainText.h"
#include "ui/kit/TableActions.h"
#include "ui/run/AnswersPanel.h"
#include "ui/run/BreakpointsPanel.h"
#include "ui/run/CallsPanel.h"
#include "ui/run/NotesPanel.h"
#include "ui/run/RunFollower.h"
#include "ui/run/ScoreModel.h"
#include "ui/run/SetupPanel.h"
#include "ui/run/StepText.h"

#include <QHeaderView>
#include <QLabel>
#include <QPlainTextEdit>
#include <QTabBar>
#include <QTableView>
#include <QVBoxLayout>

namespace metaspo {

namespace {

constexpr int longestLog = 5000;

// The loops that the settings promise, so that the axis stands before the run gets there.
QList<Step> expectedStages(const RunSettings& settings)
{
    QList<Step> stages{Step{}};
    for (int iteration = 1; iteration <= settings.iterations; ++iteration) {
        if (settings.method != Method::Outer)
            stages.append(Step{iteration, Loop::Inner, {}, 0});
        if (settings.method != Method::Inner)
            stages.append(Step{iteration, Loop::Outer, {}, 0});
    }
    return stages;
}

} // namespace

RunDetails::RunDetails(QWidget* parent)
    : QTabWidget(parent)
    , m_chart(new AccuracyChart(this))
    , m_scores(new ScoreModel(this))
    , m_scoreTable(new QTableView(this))
    , m_answers(new AnswersPanel(this))
    , m_calls(new CallsPanel(this))
    , m_breakpoints(new BreakpointsPanel(this))
    , m_notes(new NotesPanel(this))
    , m_setup(new SetupPanel(this))
    , m_log(new QPlainTextEdit(this))
{
    nameWidget(this, QStringLiteral("runDetails"), tr("Details"));
    tabBar()->setObjectName(QStringLiteral("runDetailTabs"));
    tabBar()->setAccessibleName(tr("Details"));
    nameWidget(m_log, QStringLiteral("runLog"), tr("Log of the run"));
    m_log->setReadOnly(true);
    m_log->setPlaceholderText(
        tr("Nothing out of the ordinary so far. Breakpoints, trouble with the file and commands of other "
           "programs are told here."));
    m_log->setMaximumBlockCount(longestLog);
    m_log->setTabChangesFocus(true);
    addTab(inMargins(m_chart, tabMargins, this), tr("Accuracy"));
    addTab(inMargins(makeScores(), tabMargins, this), tr("Scores per task"));
    addTab(inMargins(m_answers, tabMargins, this), tr("Answers"));
    addTab(inMargins(m_calls, tabMargins, this), tr("Calls"));
    addTab(inMargins(m_breakpoints, tabMargins, this), tr("Breakpoints"));
    addTab(inMargins(m_notes, tabMargins, this), tr("Notes"));
    addTab(inMargins(m_setup, tabMargins, this), tr("Set-up"));
    addTab(inMargins(m_log, tabMargins, this), tr("Log"));
    connect(m_chart, &AccuracyChart::stageChosen, this, &RunDetails::stageChosen);
    connect(m_chart, &AccuracyChart::effortsWanted, this, &RunDetails::readEfforts);
    connect(m_chart, &AccuracyChart::noticeRaised, this, &RunDetails::noticeRaised);
    connect(m_answers, &AnswersPanel::failed, this, &RunDetails::failed);
    connect(m_answers, &AnswersPanel::noticeRaised, this, &RunDetails::noticeRaised);
    connect(m_calls, &CallsPanel::noticeRaised, this, &RunDetails::noticeRaised);
    connect(m_calls, &CallsPanel::failed, this, &RunDetails::failed);
    connect(m_notes, &NotesPanel::failed, this, &RunDetails::failed);
    connect(m_notes, &NotesPanel::saved, this, &RunDetails::noteSaved);
    connect(m_setup, &SetupPanel::failed, this, &RunDetails::failed);
    connect(m_setup, &SetupPanel::noticeRaised, this, &RunDetails::noticeRaised);
    connect(m_breakpoints, &BreakpointsPanel::noticeRaised, this, &RunDetails::noticeRaised);
    connect(m_breakpoints, &BreakpointsPanel::edited, this,
            [this] { Q_EMIT breakpointsEdited(m_breakpoints->breakpoints()); });
    connect(this, &QTabWidget::currentChanged, this, [this] {
        reloadAnswers(); // they are not read while out of sight
        runTurned();
    });
}

QWidget* RunDetails::makeScores()
{
    auto* area = new QWidget(this);
    nameWidget(m_scoreTable, QStringLiteral("scoreTable"), tr("Scores of the candidate per task"));
    prepareTable(m_scoreTable);
    m_scoreTable->setModel(m_scores);
    m_scoreTable->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_scoreTable->horizontalHeader()->setMinimumSectionSize(60);
    const int wide = fontMetrics().averageCharWidth();
    for (const auto& [column, letters] :
         {std::pair(ScoreModel::TaskColumn, 20), std::pair(ScoreModel::SplitColumn, 12),
          std::pair(ScoreModel::PartnerColumn, 24), std::pair(ScoreModel::CountColumn, 9),
          std::pair(ScoreModel::RightColumn, 8), std::pair(ScoreModel::UnreadableColumn, 13),
          std::pair(ScoreModel::ScoreColumn, 10), std::pair(ScoreModel::IntervalColumn, 20),
          std::pair(ScoreModel::MajorityColumn, 11)})
        m_scoreTable->setColumnWidth(column, letters * wide + 12);
    auto* actions = new TableActions(
        m_scoreTable, [this](const auto& chosen, TableActions::Readers) { return scoreSource(chosen); }, area);
    connect(actions, &TableActions::noticeRaised, this, &RunDetails::noticeRaised);
    auto* top = new QHBoxLayout;
    top->addWidget(hint(tr("Choose a row to see its answers under “Answers”. Majority: always giving the most frequent "
                           "train answer."),
                        area),
                   1);
    top->addWidget(actions);
    auto* rows = new QVBoxLayout(area);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(6);
    rows->addLayout(top);
    rows->addWidget(m_scoreTable, 1);
    connect(m_scoreTable->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &RunDetails::filterAnswers);
    connect(m_scoreTable, &QTableView::activated, this, [this] { setCurrentIndex(AnswersTab); });
    return area;
}

TableSource RunDetails::scoreSource(const std::optional<QList<int>>& rows) const
{
    Table scores;
    scores.columns = columns(ExportTable::Scores);
    for (int place = 0; place < m_scores->rowCount(); ++place) {
        if (rows && !rows->contains(place))
            continue;
        CellRecord record = m_scores->recordAt(place);
        record.run = m_run; // which live facts do not name
        scores.rows.append(row(record));
    }
    return TableSource::of(scores, QStringLiteral("scores"));
}

void RunDetails::setProject(const std::shared_ptr<Project>& project)
{
    clear();
    m_project = project;
    m_answers->setProject(project);
    m_calls->setProject(project);
    m_notes->setProject(project);
    m_setup->setProject(project);
}

void RunDetails::clear()
{
    m_run = 0;
    m_candidate.reset();
    m_shown.reset();
    m_chart->show(AccuracyCurves());
    m_scores->show({}, {}, std::nullopt);
    m_answers->show(EvaluationFilter(), tr("No candidate is chosen."));
    m_calls->showRun(0);
    m_breakpoints->show({});
    m_notes->showRun(0, {});
    m_setup->clear();
    m_log->clear();
}

void RunDetails::showRun(const RunFollower& follower, const std::optional<RunRecord>& origin)
{
    m_run = follower.run();
    m_notes->showRun(m_run, follower.overview().record.note);
    m_setup->showRun(follower.overview(), origin);
    if (currentIndex() == CallsTab)
        m_calls->showRun(m_run);
    m_chart->show(follower.isLoaded() ? AccuracyCurves::of(follower.overview().curve,
                                                           expectedStages(follower.overview().record.settings),
                                                           follower.overview().baselines)
                                      : AccuracyCurves());
    showTree(follower);
    reloadAnswers();
}

void RunDetails::readEfforts()
{
    if (!m_project || m_run == 0)
        return;
    whenDone(m_project->queries().efforts(m_run), this,
             [this, asked = std::weak_ptr(m_project), run = m_run](const Result<QList<StageEffort>>& efforts) {
                 if (asked.lock() != m_project || run != m_run)
                     return;
                 if (!efforts)
                     return Q_EMIT failed(efforts.error());
                 m_chart->showEfforts(*efforts);
             });
}

void RunDetails::showTree(const RunFollower& follower)
{
    m_scores->show(follower.tree(), follower.overview().cells, m_candidate);
    const Candidate* now = m_candidate ? follower.tree().find(*m_candidate) : nullptr;
    if (now && !m_shown) // was not there yet when it was chosen
        showCandidate(follower, m_candidate);
}

void RunDetails::showCandidate(const RunFollower& follower, const std::optional<Step>& candidate)
{
    m_run = follower.run();
    m_candidate = candidate;
    const Candidate* known = candidate ? follower.tree().find(*candidate) : nullptr;
    m_shown = known ? std::optional(*known) : std::nullopt;
    m_calls->showCandidate(candidate);
    m_scores->show(follower.tree(), follower.overview().cells, candidate);
    filterAnswers();
}

// All answers under the candidate, or those of the cell that is chosen.
void RunDetails::filterAnswers()
{
    EvaluationFilter filter;
    if (!m_shown)
        return m_answers->show(filter, tr("No candidate is chosen."));
    filter.run = m_run;
    const Step scored = m_shown->aliasOf.value_or(m_shown->step);
    QString title = text(m_shown->step);
    const QModelIndex row = m_scoreTable->currentIndex();
    if (row.isValid()) {
        const Cell& cell = m_scores->cellAt(row.row());
        filter.system = cell.system;
        filter.user = cell.user;
        filter.task = cell.task;
        filter.split = cell.split;
        title += QStringLiteral("  ·  %1  ·  %2").arg(cell.task, splitText(cell.split));
    } else if (m_shown->kind == PromptKind::System) {
        filter.system = scored;
    } else {
        filter.user = scored;
        filter.task = m_shown->task;
    }
    m_answers->show(filter, title);
}

void RunDetails::showLog(const QStringList& sentences, bool isAll)
{
    if (isAll)
        m_log->clear();
    for (const QString& sentence : sentences)
        m_log->appendPlainText(displayText(sentence));
}

void RunDetails::showBreakpoints(const QList<Breakpoint>& breakpoints, bool isEditable)
{
    m_breakpoints->show(breakpoints);
    m_breakpoints->setEditable(isEditable);
    const auto on = std::count_if(breakpoints.begin(), breakpoints.end(),
                                  [](const Breakpoint& breakpoint) { return breakpoint.isEnabled; });
    setTabText(BreakpointsTab, on == 0 ? tr("Breakpoints") : tr("Breakpoints (%1)").arg(on));
}

// Tables are not read while they are out of sight.
void RunDetails::reloadAnswers()
{
    if (currentIndex() == AnswersTab)
        m_answers->reload();
    if (currentIndex() != CallsTab)
        return;
    m_calls->showRun(m_run);
    m_calls->reload();
}

QString RunDetails::unsavedEdits() const
{
    return m_notes->unsavedEdits();
}

void RunDetails::runTurned()
{
    if (currentIndex() == CallsTab)
        m_calls->reloadAll();
}

} // namespace metaspo
