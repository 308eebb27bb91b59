#pragma once

#include "core/engine/Project.h"
#include "ui/compare/PromptColumn.h"

#include <QWidget>

class QScrollArea;

namespace metaspo {

/// The compared prompts side by side: the baseline pinned in front, two to four visible in all, the rest behind a scroll
/// bar. Texts scroll together. One of the others is the current one: its differences are marked in the baseline too,
/// and F8 walks through them.
class PromptColumns : public QWidget
{
    Q_OBJECT

public:
    explicit PromptColumns(QWidget* parent = nullptr);

    void setProject(const std::shared_ptr<Project>& project);
    void show(const QList<CandidateRecord>& records); ///< the first is the baseline
    using QWidget::show;
    void setUnit(DiffUnit unit);
    void setView(PromptColumn::View view);
    void showStandings(const QStringList& texts); ///< one per prompt
    void showCalls(const QList<std::optional<qint64>>& calls);

    int count() const { return static_cast<int>(m_columns.size()); }
    int current() const { return m_current; } ///< 0: there is no prompt beside the baseline
    void setCurrent(int prompt);
    void goToDifference(int direction); ///< 1 or -1; goes round at the ends

Q_SIGNALS:
    void baselineRequested(int prompt);
    void removalRequested(int prompt);
    void currentChanged();
    void differenceChosen(int number, int count); ///< from 1; 0: none
    void failed(const metaspo::Error& error);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    PromptColumn* addColumn();
    void place();
    void compareTexts();
    void receive(int prompt, const QList<DiffSpan>& spans);
    void readCalls();
    void choose(int change);
    void follow(PromptColumn* moved);
    qsizetype placeInBaseline(const PromptColumn* column) const;

    std::shared_ptr<Project> m_project;
    QWidget* m_pinned;
    QScrollArea* m_area;
    QWidget* m_row;
    QList<PromptColumn*> m_columns;
    QList<std::optional<qint64>> m_calls; ///< by prompt, of the chosen example
    DiffUnit m_unit = DiffUnit::Word;
    PromptColumn::View m_view = PromptColumn::View::Prompt;
    int m_current = 0;
    int m_change = -1;
    quint64 m_generation = 0;
    bool m_isFollowing = false;
};

} // namespace metaspo
