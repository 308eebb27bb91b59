#pragma once

#include "core/engine/Workspace.h"

#include <QAbstractListModel>

namespace metaspo {

/// The projects opened lately, newest first. Whether a file is still there is looked up in the background.
class RecentModel : public QAbstractListModel
{
    Q_OBJECT

public:
    using QAbstractListModel::QAbstractListModel;

    void setProjects(const QList<RecentProject>& projects);
    QString path(const QModelIndex& index) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

private:
    void lookForFiles();

    QList<RecentProject> m_projects;
    QStringList m_missing;
};

} // namespace metaspo
