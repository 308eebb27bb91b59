#include "ui/start/RecentModel.h"

#include "core/engine/ClosingProjects.h"
#include "ui/kit/Background.h"
#include "ui/kit/Numbers.h"
#include "ui/kit/PlainText.h"
#include "ui/kit/RowDelegate.h"
#include "ui/start/RecentWords.h"

#include <QFileInfo>

namespace metaspo {

RecentModel::RecentModel(Workspace& workspace, QObject* parent)
    : QAbstractListModel(parent)
    , m_workspace(workspace)
{
}

void RecentModel::readList()
{
    beginResetModel();
    m_projects = m_workspace.recentProjects();
    endResetModel();
}

void RecentModel::look()
{
    for (const RecentProject& project : std::as_const(m_projects))
        lookAt(project.path);
}

void RecentModel::lookAtWork()
{
    for (const RecentProject& project : std::as_const(m_projects))
        if (!m_glances.value(project.path).atWork.isEmpty())
            lookAt(project.path);
}

void RecentModel::lookAt(const QString& path)
{
    // While a file is being closed a reader would be in the way of its last checkpoint.
    if (m_workspace.closing().contains(path))
        return;
    if (m_asked.contains(path)) {
        m_stale.insert(path);
        return;
    }
    m_asked.insert(path);
    whenDone(m_workspace.glance(path), this, [this, path](const ProjectGlance& glance) { accept(path, glance); });
}

void RecentModel::accept(const QString& path, const ProjectGlance& glance)
{
    m_asked.remove(path);
    m_glances.insert(path, glance);
    for (int row = 0; row < rowCount(); ++row)
        if (m_projects.at(row).path == path)
            Q_EMIT dataChanged(index(row), index(row));
    if (m_stale.remove(path))
        lookAt(path);
    Q_EMIT looked();
}

QString RecentModel::path(const QModelIndex& index) const
{
    return index.isValid() ? m_projects.at(index.row()).path : QString();
}

const ProjectGlance* RecentModel::glance(const QModelIndex& index) const
{
    const auto found = m_glances.constFind(path(index));
    return found == m_glances.constEnd() ? nullptr : &*found;
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
    const ProjectGlance* known = glance(index);
    const QString name = displayLine(QFileInfo(project.path).completeBaseName());
    QStringList second{glanceText(known), displayLine(project.path)};
    second.removeAll(QString());
    switch (role) {
    case Qt::DisplayRole: return name;
    case Qt::ToolTipRole: return displayToolTip(second.join(QLatin1Char('\n')));
    case Qt::AccessibleTextRole: return QStringList(QStringList{name} + second).join(QStringLiteral(", "));
    case SecondLineRole: return second.join(QStringLiteral("  ·  "));
    case TrailingRole: return agoText(project.lastOpenedUtc.secsTo(QDateTime::currentDateTimeUtc()));
    case IconNameRole: return glanceIcon(known);
    case ToneRole: return static_cast<int>(glanceTone(known));
    default: return {};
    }
}

} // namespace metaspo
