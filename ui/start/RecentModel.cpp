#include "ui/start/RecentModel.h"

#include "ui/kit/Background.h"
#include "ui/kit/Numbers.h"
#include "ui/kit/PlainText.h"
#include "ui/kit/RowDelegate.h"
#include "ui/kit/Theme.h"

#include <QFileInfo>

namespace metaspo {

void RecentModel::setProjects(const QList<RecentProject>& projects)
{
    beginResetModel();
    m_projects = projects;
    endResetModel();
    lookForFiles();
}

// A file on a sleeping network drive must not hold up the window.
void RecentModel::lookForFiles()
{
    QStringList paths;
    for (const RecentProject& project : m_projects)
        paths.append(project.path);
    inBackground(
        this,
        [paths]() mutable {
            paths.removeIf([](const QString& path) { return QFileInfo::exists(path); });
            return paths;
        },
        [this](const QStringList& missing) {
            m_missing = missing;
            if (!m_projects.isEmpty())
                Q_EMIT dataChanged(index(0), index(rowCount() - 1), {SecondLineRole, IconNameRole, ToneRole});
        });
}

QString RecentModel::path(const QModelIndex& index) const
{
    return index.isValid() ? m_projects.at(index.row()).path : QString();
}

int RecentModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_projects.size());
}

QVariant RecentModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const RecentProject& project = m_projects.at(index.row());
    const bool isMissing = m_missing.contains(project.path);
    switch (role) {
    case Qt::DisplayRole: return displayLine(QFileInfo(project.path).completeBaseName());
    case Qt::ToolTipRole: return displayToolTip(project.path);
    case Qt::AccessibleTextRole:
        return isMissing ? tr("%1, not there any more").arg(displayLine(project.path)) : displayLine(project.path);
    case SecondLineRole:
        return isMissing ? tr("not there any more: %1").arg(displayLine(project.path)) : displayLine(project.path);
    case TrailingRole: return agoText(project.lastOpenedUtc.secsTo(QDateTime::currentDateTimeUtc()));
    case IconNameRole: return isMissing ? QStringLiteral("warning") : QStringLiteral("project");
    case ToneRole: return static_cast<int>(isMissing ? Tone::Caution : Tone::Accent);
    default: return {};
    }
}

} // namespace metaspo
