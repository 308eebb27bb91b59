#pragma once

#include "core/engine/Project.h"
#include "ui/kit/Notice.h"

#include <QWidget>

class QButtonGroup;
class QComboBox;
class QLabel;
class QTableView;

namespace metaspo {

class OutcomeModel;

/// The examples that the compared prompts answered, all of them or only those where they differ, win, lose or tie. The
/// filters run in the background.
class OutcomesPanel : public QWidget
{
    Q_OBJECT

public:
    explicit OutcomesPanel(QWidget* parent = nullptr);

    void setProject(const std::shared_ptr<Project>& project);
    /// Another comparison, or the same read anew (then the chosen row stays). Null: none yet.
    void show(const std::shared_ptr<const PromptComparison>& comparison, const QStringList& names, PromptKind kind);
    using QWidget::show;
    void advise(const QString& sentence); ///< what is told as long as there is no comparison
    void showTask(const QString& task); ///< its examples only

Q_SIGNALS:
    /// The calls behind the chosen row, by prompt; empty: no row is chosen.
    void callsChosen(const QList<std::optional<qint64>>& calls);
    void conversationsRequested(); ///< Enter or a double click on a row
    void noticeRaised(const metaspo::Notice& notice);
    void failed(const metaspo::Error& error);

private:
    QWidget* makeFilters();
    int chosenIn(const PromptComparison& comparison) const; ///< its row for the chosen one; -1: none
    void fillChoices();
    OutcomeFilter filter() const;
    void apply();
    void take(const QList<int>& rows, const QList<int>& counts);
    void tellChosen();
    void tellNothing();

    OutcomeModel* m_model;
    QTableView* m_table;
    QButtonGroup* m_show;
    QComboBox* m_prompt;
    QComboBox* m_task;
    QLabel* m_nothing;
    QStringList m_names;
    QString m_advice;
    int m_wantedRow = -1; ///< of the comparison's table: chosen before the rows changed
    quint64 m_generation = 0;
};

} // namespace metaspo
