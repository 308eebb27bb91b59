#include "ui/window/History.h"

#include <QApplication>
#include <QMouseEvent>
#include <QWidget>

namespace metaspo {

namespace {

constexpr qsizetype remembered = 100;

} // namespace

// Views and fields take every button of the mouse for themselves, so the window would never hear of these two.
History::History(QWidget* window)
    : QObject(window)
    , m_window(window)
{
    qApp->installEventFilter(this);
}

void History::visit(int page)
{
    if (m_now >= 0 && m_pages.at(m_now) == page)
        return;
    m_pages.resize(m_now + 1);
    m_pages.append(page);
    if (m_pages.size() > remembered)
        m_pages.removeFirst();
    m_now = m_pages.size() - 1;
    Q_EMIT changed();
}

void History::goBack()
{
    go(m_now - 1);
}

void History::goForward()
{
    go(m_now + 1);
}

void History::go(qsizetype place)
{
    if (place < 0 || place >= m_pages.size())
        return;
    m_now = place;
    Q_EMIT asked(m_pages.at(place));
    Q_EMIT changed();
}

bool History::eventFilter(QObject* watched, QEvent* event)
{
    const QEvent::Type type = event->type();
    if ((type != QEvent::MouseButtonPress && type != QEvent::MouseButtonDblClick) || !watched->isWidgetType())
        return false;
    const Qt::MouseButton button = static_cast<QMouseEvent*>(event)->button();
    if ((button != Qt::BackButton && button != Qt::ForwardButton)
        || static_cast<QWidget*>(watched)->window() != m_window)
        return false;
    button == Qt::BackButton ? goBack() : goForward();
    return true;
}

} // namespace metaspo
