#pragma once

#include "core/engine/Breakpoint.h"
#include "ui/kit/Notice.h"
#include "ui/run/RunTree.h"

#include <QTabWidget>

class QPlainTextEdit;
class QTableView;

namespace metaspo {

class AccuracyChart;
class AnswersPanel;
class BreakpointsPanel;
class CallsPanel;
class NotesPanel;
class Project;
class RunFollower;
class ScoreModel;
class SetupPanel;
struct TableSource;

/// What lies behind the chosen candidate and the run: the chart, the scores per task, the answers, every call, the
/// breakpoints, notes, how it was set up, the log.
class RunDetails : public QTabWidget
{
    Q_OBJECT

public:
    enum Tab { AccuracyTab, ScoresTab, AnswersTab, CallsTab, BreakpointsTab, NotesTab, SetupTab, LogTab };

    explicit RunDetails(QWidget* parent = nullptr);

    void setProject(const std::shared_ptr<Project>& project);
    void clear();
    /// `origin`: the run it was forked from, as far as it is known.
    void showRun(const RunFollower& follower,
                 const std::optional<RunRecord>& origin); ///< another run, or the file read anew
    void showTree(const RunFollower& follower);      ///< live facts
    void showCandidate(const RunFollower& follower, const std::optional<Step>& candidate);
    void showBreakpoints(const QList<Breakpoint>& breakpoints, bool isEditable);
    void showLog(const QStringList& sentences, bool isAll);
    void reloadAnswers(); ///< and calls: there are new ones
    void runTurned();     ///< it was taken up, or has ended
    QString unsavedEdits() const; ///< as of Page

Q_SIGNALS:
    void stageChosen(const metaspo::Step& loop);
    void breakpointsEdited(const QList<metaspo::Breakpoint>& breakpoints);
    void noteSaved();
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
    CallsPanel* m_calls;
    BreakpointsPanel* m_breakpoints;
    NotesPanel* m_notes;
    SetupPanel* m_setup;
    QPlainTextEdit* m_log;
    qint64 m_run = 0;
    std::optional<Step> m_candidate;
    std::optional<Candidate> m_shown;
};

} // namespace metaspo
