#pragma once

#include <QDialog>
#include <QTimer>

class QLabel;

namespace metaspo {

class ClosingProjects;

/// Shown at the end while closed projects still finish their calls. Accepted by itself once all are closed; rejected: the
/// person stays after all. It can end the waiting: then calls in flight are cut off.
class FinishingDialog : public QDialog
{
    Q_OBJECT

public:
    FinishingDialog(ClosingProjects& closing, QWidget* parent);

private:
    void showState();

    ClosingProjects& m_closing;
    QLabel* m_text;
    QLabel* m_trouble;
    QTimer m_look;
    bool m_isStopping = false;
};

} // namespace metaspo
