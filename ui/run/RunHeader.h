#pragma once

#include "core/engine/Queries.h"
#include "ui/kit/Theme.h"
#include "ui/run/RunActions.h"

#include <QWidget>

class QLabel;
class QProgressBar;

namespace metaspo {

class Chip;
class ElidedLabel;

/// The head of the run page: which run, its state in words, the debugger's buttons, progress, cost, and what comes
/// next while it is paused.
class RunHeader : public QWidget
{
    Q_OBJECT

public:
    RunHeader(const RunActions& actions, QWidget* parent = nullptr);

    void show(const RunOverview& overview, const RunProgress& progress, const RunSituation& situation);
    /// What comes next, while the run stands still; empty: nothing to tell.
    void showNext(const QString& text, const QString& details);
    using QWidget::show;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QWidget* makeButtons(const RunActions& actions);
    void addButton(QWidget* bar, QAction* action, Qt::ToolButtonStyle style);
    QString progressWords(const RunProgress& progress) const;
    QString inFlightWords(const RunProgress& progress) const;
    QString budgetWords(const RunProgress& progress) const;
    QString situationWords(const RunProgress& progress, const RunSituation& situation) const;

    QLabel* m_title;
    ElidedLabel* m_subtitle;
    Chip* m_state;
    Chip* m_recorded;
    QProgressBar* m_bar;
    ElidedLabel* m_progress;
    QLabel* m_budget;
    QLabel* m_situation;
    QLabel* m_next;
    Tone m_tone = Tone::Quiet;
};

} // namespace metaspo
