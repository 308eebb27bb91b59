#include "ui/window/PanelSizes.h"

#include "ui/kit/Settings.h"

#include <QSplitter>

namespace metaspo {

namespace {

constexpr int keepingPause = 500; // milliseconds

QString settingOf(const QSplitter* splitter)
{
    return QStringLiteral("panels/") + splitter->objectName();
}

} // namespace

PanelSizes::PanelSizes(QWidget* window)
    : QObject(window)
{
    const auto settings = windowSettings();
    for (QSplitter* splitter : window->findChildren<QSplitter*>()) {
        if (splitter->objectName().isEmpty())
            continue;
        m_original.insert(splitter, splitter->saveState());
        splitter->restoreState(settings->value(settingOf(splitter)).toByteArray());
        connect(splitter, &QSplitter::splitterMoved, this, [this, splitter] {
            m_changed.insert(splitter);
            m_soon.start();
        });
    }
    m_soon.setSingleShot(true);
    m_soon.setInterval(keepingPause);
    connect(&m_soon, &QTimer::timeout, this, &PanelSizes::keep);
}

void PanelSizes::reset()
{
    const auto settings = windowSettings();
    for (auto each = m_original.cbegin(); each != m_original.cend(); ++each) {
        each.key()->restoreState(each.value());
        settings->remove(settingOf(each.key()));
    }
    m_soon.stop();
    m_changed.clear();
}

void PanelSizes::keep()
{
    if (m_changed.isEmpty())
        return;
    const auto settings = windowSettings();
    for (const QSplitter* splitter : std::as_const(m_changed))
        settings->setValue(settingOf(splitter), splitter->saveState());
    m_changed.clear();
}

} // namespace metaspo
