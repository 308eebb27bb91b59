#pragma once

#include "core/domain/RunRecord.h"

#include <QObject>

class QMenu;
class QWidget;

namespace metaspo {

/// Calls a person back to a window that is not looked at when a run of it has ended or waits: marks the window, and, as
/// chosen in a menu and kept in the settings, sends a desktop notification or sounds the bell.
class RunNotification : public QObject
{
    Q_OBJECT

public:
    explicit RunNotification(QWidget* window);

    void addChoices(QMenu* menu);
    /// `reason`: a sentence, possibly with words of a server.
    void tell(qint64 run, RunState state, const QString& reason);

private:
    QWidget* m_window;
};

/// Asks the desktop of the session to show a notification; by D-Bus (org.freedesktop.Notifications), on a thread of the
/// pool. Where there is no such desktop, nothing happens.
void sendDesktopNotification(const QString& title, const QString& text);

} // namespace metaspo
