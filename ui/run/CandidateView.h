#pragma once

#include "ui/run/RunTree.h"

#include <QWidget>

class QComboBox;
class QLabel;

namespace metaspo {

class DiffPane;

/// A candidate beside the prompt it competes with: both texts with their word differences, its state, where it comes
/// from, and in words why it was adopted, kept, dropped or rejected.
class CandidateView : public QWidget
{
    Q_OBJECT

public:
    explicit CandidateView(QWidget* parent = nullptr);

    void addCommand(QAction* action); ///< as a button beside the candidate's name
    void setDraftNote(const QString& words); ///< that a copy of the candidate is being edited; empty: it is not
    void setTree(const RunTree& tree); ///< the same candidate, with what is known of it now
    void show(const std::optional<Step>& candidate);
    using QWidget::show;
    std::optional<Step> candidate() const { return m_candidate; }

Q_SIGNALS:
    void candidateRequested(const metaspo::Step& step);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    enum class Rival { Origin, InForce, Given };

    QWidget* makeHeader();
    QWidget* makeTexts();
    void renew();
    void showTexts(const Candidate& candidate);
    void goToDifference(int direction);
    std::optional<Step> rivalStep(const Candidate& candidate) const;

    RunTree m_tree;
    std::optional<Step> m_candidate;
    QLayout* m_commands = nullptr;
    QLabel* m_title;
    QLabel* m_facts;
    QLabel* m_verdict;
    QLabel* m_draft;
    QComboBox* m_rival;
    QLabel* m_beforeTitle;
    QLabel* m_afterTitle;
    QLabel* m_summary;
    DiffPane* m_before;
    DiffPane* m_after;
    QWidget* m_beforeColumn;
    QWidget* m_content;
    QWidget* m_nothing;
    int m_difference = -1;
    std::optional<std::pair<QString, QString>> m_compared; ///< texts that the panes show
};

} // namespace metaspo
