#pragma once

#include "core/domain/Connection.h"
#include "core/domain/Error.h"
#include "core/engine/LocalModelInstallation.h"

#include <QList>

namespace metaspo {

class PriceTable;

/// A preset of a provider: what is filled in when a connection is added.
struct ConnectionPreset
{
    QString name;      ///< "openai"
    QString title;     ///< "OpenAI"
    Connection filledIn;
    QString keyVariable; ///< usual environment variable; empty: none needed
    QString note;        ///< a sentence for people, shown beside the choice
};

/// The user's connections and prices, kept in $XDG_CONFIG_HOME/metaspo (connections.yaml, 0600, and prices.yaml), never
/// in a project file and never with a key. Several programs may change them: every change reads the file first, and a
/// file that cannot be read is never written over. Small files, read and written at once; any thread.
class Connections
{
public:
    /// Empty: the standard place.
    explicit Connections(QString file = {});

    static QList<ConnectionPreset> presets();
    /// The name under which the managed local model can be used as a connection everywhere.
    static QString localModelName();

    /// All, the managed local model first; its address is known only while it runs.
    Result<QList<Connection>> list() const;
    /// The managed local model, with the files that were chosen for it.
    LocalModelInstallation localModel() const;
    void setLocalModelFiles(const LocalModelFiles& files);
    /// Empty: the managed local model.
    Result<Connection> find(const QString& nameOrId) const;
    /// Adds, or replaces the one with the same id; gives a new one its id. Names are unique.
    Result<Connection> save(Connection connection);
    Result<void> remove(const QString& name);
    QString file() const;

    /// Prices per model; none if there is no file yet.
    Result<PriceTable> prices() const;
    /// What is in `table` is added and wins; the rest stays.
    Result<void> addPrices(const PriceTable& table);
    QString pricesFile() const;

private:
    QString m_file;
    LocalModelFiles m_localModelFiles;
};

} // namespace metaspo
