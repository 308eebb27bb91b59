#pragma once

#include "core/engine/Breakpoint.h"
#include "ui/kit/Notice.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QTableView;
class QToolButton;

namespace metaspo {

class BreakpointModel;

/// When a run pauses by itself: a table to add to, change, switch off and remove from, also while the run is at work.
class BreakpointsPanel : public QWidget
{
    Q_OBJECT

public:
    explicit BreakpointsPanel(QWidget* parent = nullptr);

    void show(const QList<Breakpoint>& breakpoints);
    using QWidget::show;
    QList<Breakpoint> breakpoints() const;
    void setEditable(bool isEditable);

Q_SIGNALS:
    void noticeRaised(const metaspo::Notice& notice);
    void edited(); ///< by a person; breakpoints() has the new ones

private:
    QWidget* makeButtons();
    void add(StopEvent event);
    void editCurrent();
    void removeCurrent();
    void resetHits();
    void showPossible();

    BreakpointModel* m_model;
    QTableView* m_table;
    QToolButton* m_add = nullptr;
    QPushButton* m_edit = nullptr;
    QPushButton* m_remove = nullptr;
    QPushButton* m_reset = nullptr;
    QLabel* m_nothing;
    bool m_isEditable = true;
};

} // namespace metaspo
