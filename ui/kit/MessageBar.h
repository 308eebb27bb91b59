#pragma once

#include "ui/kit/Notice.h"

#include <QFrame>

class QLabel;
class QPushButton;
class QTimer;
class QToolButton;

namespace metaspo {

/// A strip above the page that tells what happened, why, and offers the button that helps. Shows the newest notice;
/// successes leave by themselves, the rest stays until closed or replaced. Never steals the focus.
class MessageBar : public QFrame
{
    Q_OBJECT

public:
    explicit MessageBar(QWidget* parent = nullptr);

    void show(const Notice& notice);
    QString text() const; ///< what stands there now; empty when hidden

public Q_SLOTS:
    void dismiss();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    Notice m_notice;
    QLabel* m_text;
    QPushButton* m_button;
    QToolButton* m_close;
    QTimer* m_leave;
};

} // namespace metaspo
