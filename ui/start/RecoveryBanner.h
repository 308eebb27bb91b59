#pragma once

#include <QFrame>

class QLabel;
class QPushButton;
class QToolButton;

namespace metaspo {

/// A run that was at work when its program died.
struct InterruptedRun
{
    QString path; ///< of its project; empty: there is none
    qint64 run = 0;
    bool operator==(const InterruptedRun&) const = default;
};

/// Says that a run was interrupted, and offers to look at it and to go on with it. Hidden while there is none; never
/// steals the focus.
class RecoveryBanner : public QFrame
{
    Q_OBJECT

public:
    explicit RecoveryBanner(QWidget* parent = nullptr);

    void show(const InterruptedRun& interrupted);

Q_SIGNALS:
    void openRequested(const metaspo::InterruptedRun& run);
    void resumeRequested(const metaspo::InterruptedRun& run);
    void dismissed(const metaspo::InterruptedRun& run);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    InterruptedRun m_run;
    QLabel* m_text;
    QPushButton* m_resume;
    QPushButton* m_open;
    QToolButton* m_dismiss;
};

} // namespace metaspo
