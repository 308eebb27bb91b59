#pragma once

#include "core/engine/Workspace.h"

#include <QAbstractListModel>
#include <QSet>

namespace metaspo {

/// The projects opened lately, newest first, with what each file says of itself. The files are looked at in the
/// background, each by itself: a row whose file does not answer stands there without a state.
class RecentModel : public QAbstractListModel
{
    Q_OBJECT

public:
    explicit RecentModel(Workspace& workspace, QObject* parent = nullptr);

    void readList();   ///< which projects there are; what is known of them stays
    void look();       ///< at all files
    void lookAtWork(); ///< at those that had a run at work

    QString path(const QModelIndex& index) const;
    const ProjectGlance* glance(const QModelIndex& index) const; ///< null: not known yet

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

Q_SIGNALS:
    void looked(); ///< a file has answered

private:
    void lookAt(const QString& path);
    void accept(const QString& path, const ProjectGlance& glance);

    Workspace& m_workspace;
    QList<RecentProject> m_projects;
    QHash<QString, ProjectGlance> m_glances;
    QSet<QString> m_asked; ///< have not answered yet
    QSet<QString> m_stale; ///< of those: to be asked again
};

} // namespace metaspo
