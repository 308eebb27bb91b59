#pragma once

#include "ui/kit/Notice.h"
#include "ui/run/RunTree.h"

#include <QTabWidget>

class QPlainTextEdit;
class QTableView;

namespace metaspo {

class AccuracyChart;
class AnswersPanel;
class Project;
class RunFollower;
class ScoreModel;
struct TableSource;

/// What lies behind the chosen candidate and the run: the chart, the scores per task, the answers with their calls, the
/// log.
class RunDetails : public QTabWidget
{
    Q_OBJECT

public:
    explicit RunDetails(QWidget* parent = nullptr);

    void setProject(const std::shared_ptr<Project>& project);
    void clear();
    void showRun(const RunFollower& follower);       ///< another run, or the file read anew
    void showTree(const RunFollower& follower);      ///< live facts
    void showCandidate(const RunFollower& follower, const std::optional<Step>& candidate);
    void showLog(const QStringList& sentences, bool isAll);
    void reloadAnswers();

Q_SIGNALS:
    void stageChosen(const metaspo::Step& loop);
    void noticeRaised(const metaspo::Notice& notice);
    void failed(const metaspo::Error& error);

private:
    QWidget* makeScores();
    TableSource scoreSource(const std::optional<QList<int>>& rows) const;
    void filterAnswers();
    void readEfforts();

    std::shared_ptr<Project> m_project;
    AccuracyChart* m_chart;
    ScoreModel* m_scores;
    QTableView* m_scoreTable;
    AnswersPanel* m_answers;
    QPlainTextEdit* m_log;
    qint64 m_run = 0;
    std::optional<Step> m_candidate;
    std::optional<Candidate> m_shown;
};

} // namespace metaspo
