#pragma once

#include "core/engine/Workspace.h"

namespace metaspo {

/// The projects opened last, newest first, in the user's configuration ($XDG_CONFIG_HOME/metaspo/recent.ini). Read when
/// made, written by QSettings when the event loop is idle. Main thread.
class RecentProjects
{
public:
    RecentProjects();
    QList<RecentProject> list() const { return m_projects; }
    void add(const QString& path);
    void remove(const QString& path);

private:
    void save() const;
    QList<RecentProject> m_projects;
};

} // namespace metaspo
