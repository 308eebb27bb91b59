#pragma once

#include "ui/compare/CompareActions.h"
#include "ui/compare/PromptColumn.h"
#include "ui/kit/Page.h"

#include <QTimer>

class QComboBox;
class QLabel;
class QMenu;
class QPushButton;
class QStackedWidget;
class QTabBar;
class QTabWidget;
class QToolButton;

namespace metaspo {

class ElidedLabel;
class EmptyState;
class OutcomesPanel;
class PromptColumns;
class SummaryTable;

/// Any prompts of any runs side by side: their texts with the differences, who was right on the same examples, and what
/// that adds up to by task and domain, as `metaspo compare` says it. The first prompt is the baseline.
class ComparePage : public Page
{
    Q_OBJECT

public:
    explicit ComparePage(QWidget* parent = nullptr);
    ~ComparePage() override;

    QString title() const override;
    QString iconName() const override;
    void setProject(const std::shared_ptr<Project>& project) override;
    QList<QMenu*> menus() override;

    /// Adds them; if they cannot be compared with what is there (another kind, another task), they replace it.
    void compare(const QList<CandidateId>& candidates);

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    QWidget* makeContent();
    QWidget* makeHeader();
    QWidget* makePrompts();
    QWidget* makeResults();
    void connectParts();
    void carryOut(CompareCommandId command);
    void setCandidates(const QList<CandidateId>& candidates);
    void makeBaseline(int prompt);
    void remove(int prompt);
    void goToDifference(int direction);
    void choosePrompts();
    void readRuns();
    void takeRuns(const QList<RunRecord>& runs);
    void read(); ///< prompts and answers of what is chosen, in place of what is shown
    void readPrompts();
    void readAnswers();
    void takeAnswers(const std::shared_ptr<const PromptComparison>& comparison);
    void readAnewSoon();
    void readAnew();
    void showAnswers();
    void showState();
    void showActions();
    void copyFinal(qint64 run);
    void compareGivenAndFinal(qint64 run);
    qint64 runOfCurrent() const;
    QStringList names() const;
    void report(const Error& error);

    std::shared_ptr<Project> m_project;
    QList<CandidateId> m_candidates;
    QList<CandidateRecord> m_records; ///< of m_candidates, or empty while they are read
    std::shared_ptr<const PromptComparison> m_comparison;
    QFuture<Result<std::shared_ptr<const PromptComparison>>> m_reading;
    QList<qint64> m_endedRuns; ///< the newest first
    QTimer m_soon;
    quint64 m_generation = 0;
    bool m_isSplitChosen = false;
    bool m_isReading = false;
    bool m_isStale = false; ///< the file has changed since it was read

    CompareActions* m_actions;
    QMenu* m_menu;
    QMenu* m_finals;
    QStackedWidget* m_stack;
    EmptyState* m_empty;
    QPushButton* m_first = nullptr;
    QPushButton* m_givenAndFinal = nullptr;
    ElidedLabel* m_kind;
    QComboBox* m_split;
    QComboBox* m_unit;
    QTabBar* m_view;
    QLabel* m_difference;
    PromptColumns* m_columns;
    QTabWidget* m_results;
    OutcomesPanel* m_outcomes;
    SummaryTable* m_domains;
    SummaryTable* m_tasks;
};

} // namespace metaspo
