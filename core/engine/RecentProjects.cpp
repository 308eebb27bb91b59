#include "core/engine/RecentProjects.h"

#include <QFileInfo>
#include <QSettings>
#include <QStandardPaths>

namespace metaspo {

namespace {

constexpr qsizetype mostProjects = 20;

QString settingsFile()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation)
           + QStringLiteral("/metaspo/recent.ini");
}

} // namespace

RecentProjects::RecentProjects()
{
    QSettings settings(settingsFile(), QSettings::IniFormat);
    const int count = settings.beginReadArray(QStringLiteral("recent"));
    for (int index = 0; index < count; ++index) {
        settings.setArrayIndex(index);
        m_projects.append({settings.value(QStringLiteral("path")).toString(),
                           settings.value(QStringLiteral("opened_utc")).toDateTime()});
    }
}

void RecentProjects::add(const QString& path)
{
    const QString whole = QFileInfo(path).absoluteFilePath();
    remove(whole);
    m_projects.prepend({whole, QDateTime::currentDateTimeUtc()});
    while (m_projects.size() > mostProjects)
        m_projects.removeLast();
    save();
}

void RecentProjects::remove(const QString& path)
{
    m_projects.removeIf([&](const RecentProject& project) { return project.path == path; });
    save();
}

void RecentProjects::save() const
{
    QSettings settings(settingsFile(), QSettings::IniFormat);
    settings.beginWriteArray(QStringLiteral("recent"), static_cast<int>(m_projects.size()));
    for (qsizetype index = 0; index < m_projects.size(); ++index) {
        settings.setArrayIndex(static_cast<int>(index));
        settings.setValue(QStringLiteral("path"), m_projects[index].path);
        settings.setValue(QStringLiteral("opened_utc"), m_projects[index].lastOpenedUtc);
    }
}

} // namespace metaspo
