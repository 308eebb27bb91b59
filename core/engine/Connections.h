#pragma once

#include "core/domain/Connection.h"
#include "core/domain/Error.h"

#include <QList>

namespace metaspo {

/// A preset of a provider: what is filled in when a connection is added.
struct ConnectionPreset
{
    QString name;      ///< "openai"
    QString title;     ///< "OpenAI"
    Connection filledIn;
    QString keyVariable; ///< usual environment variable; empty: none needed
};

/// The user's connections, kept in $XDG_CONFIG_HOME/metaspo/connections.yaml (0600), never in a project file and
/// never with a key. Small file, read and written synchronously: call off the main thread or at program start.
class Connections
{
public:
    /// Empty: the standard place.
    explicit Connections(QString file = {});

    static QList<ConnectionPreset> presets();
    /// The name under which the managed local model can be used as a connection everywhere.
    static QString localModelName();

    /// All, the managed local model first.
    Result<QList<Connection>> list() const;
    Result<Connection> find(const QString& nameOrId) const;
    /// Adds, or replaces the one with the same id; gives a new one its id. Names are unique.
    Result<Connection> save(Connection connection);
    Result<void> remove(const QString& name);
    QString file() const;

private:
    QString m_file;
};

} // namespace metaspo
