#include "ui/window/RunNotification.h"

#include "ui/kit/PlainText.h"
#include "ui/kit/Settings.h"
#include "ui/run/RunWords.h"

#include <QApplication>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QMenu>
#include <QThreadPool>

namespace metaspo {

namespace {

constexpr int asTheDesktopLikes = -1; // how long it stays
constexpr int longestNotification = 300;
const QString desktopSetting = QStringLiteral("runEnd/desktop");
const QString bellSetting = QStringLiteral("runEnd/bell");

bool isChosen(const QString& setting, bool byDefault)
{
    return windowSettings()->value(setting, byDefault).toBool();
}

} // namespace

RunNotification::RunNotification(QWidget* window)
    : QObject(window)
    , m_window(window)
{
}

void RunNotification::addChoices(QMenu* menu)
{
    const auto add = [this, menu](const QString& text, const char* name, const QString& setting, bool byDefault) {
        QAction* action = menu->addAction(text);
        action->setObjectName(QLatin1String(name));
        action->setCheckable(true);
        // Another window of this program may have changed it.
        connect(menu, &QMenu::aboutToShow, action,
                [=] { action->setChecked(isChosen(setting, byDefault)); });
        action->setChecked(isChosen(setting, byDefault));
        connect(action, &QAction::triggered, this,
                [setting](bool isOn) { windowSettings()->setValue(setting, isOn); });
    };
    add(tr("Desktop &notification"), "notifyOnDesktop", desktopSetting, true);
    add(tr("&Sound"), "notifyBySound", bellSetting, false);
}

void RunNotification::tell(qint64 run, RunState state, const QString& reason)
{
    if (m_window->isActiveWindow())
        return;
    QApplication::alert(m_window);
    if (isChosen(bellSetting, false))
        QApplication::beep();
    if (isChosen(desktopSetting, true))
        sendDesktopNotification(haltTitle(run, state), displayLine(endedSentence(reason), longestNotification));
}

void sendDesktopNotification(const QString& title, const QString& text)
{
    // The body may have markup, by the specification; a server's words must not be any.
    const QVariantList arguments{QApplication::applicationDisplayName(), 0u, QStringLiteral("metaspo-workbench"), title,
                                 text.toHtmlEscaped(), QStringList(), QVariantMap(), asTheDesktopLikes};
    QThreadPool::globalInstance()->start([arguments] { // to get at the session's bus can take a while
        QDBusMessage message = QDBusMessage::createMethodCall(
            QStringLiteral("org.freedesktop.Notifications"), QStringLiteral("/org/freedesktop/Notifications"),
            QStringLiteral("org.freedesktop.Notifications"), QStringLiteral("Notify"));
        message.setArguments(arguments);
        QDBusConnection::sessionBus().call(message, QDBus::NoBlock);
    });
}

} // namespace metaspo
