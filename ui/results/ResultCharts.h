#pragma once

#include "core/analysis/Comparison.h"
#include "core/analysis/MethodTable.h"
#include "ui/kit/Notice.h"

#include <QSet>
#include <QTabWidget>
#include <memory>

class QComboBox;

namespace metaspo {

class ChangeChart;
class PlainTextView;
class Project;
class ScoreBars;
class ScoreChart;
class ScoreDots;
struct TaskScores;

/// What lies behind the table of methods by tasks: bars, dots with intervals, what changed from one method to another
/// answer by answer, and the prompts themselves.
class ResultCharts : public QTabWidget
{
    Q_OBJECT

public:
    explicit ResultCharts(QWidget* parent = nullptr);

    void setProject(const std::shared_ptr<Project>& project);
    void show(const MethodTable& table);
    using QTabWidget::show;
    /// `chosen`: the rows that the charts show; none: the first ones. `current`: the one whose change and prompts are
    /// shown; negative: none.
    void choose(const QList<qsizetype>& chosen, qsizetype current);

Q_SIGNALS:
    void scoreChosen(qsizetype row, qsizetype column);
    void noticeRaised(const metaspo::Notice& notice);

private:
    void addBefore();
    void connectScores(ScoreChart* chart);
    void showTab();
    TaskScores scores() const;
    void fillBefore();
    void compare();
    void showPrompts();
    void failToCompare(const Error& error);
    void receive(const QList<TaskComparison>& changes, qsizetype before);

    std::shared_ptr<Project> m_project;
    MethodTable m_table;
    QList<qsizetype> m_shown; ///< rows in the order drawn
    qsizetype m_current = -1;
    bool m_isOtherTable = true;
    QSet<int> m_staleTabs; ///< are filled when they are looked at
    quint64 m_generation = 0;
    ScoreBars* m_bars;
    ScoreDots* m_dots;
    ChangeChart* m_change;
    QComboBox* m_before;
    PlainTextView* m_prompts;
};

} // namespace metaspo
