#pragma once

#include <QKeySequence>
#include <QList>
#include <QObject>

class QAction;
class QMainWindow;
class QMenu;

namespace metaspo {

/// A named action of the menu bar, whose keys can be chosen.
struct ShortcutEntry
{
    QAction* action;
    QString menu; ///< the titles of the menus that lead to it
    QString name; ///< without the mark of its letter
    QList<QKeySequence> defaults;
    QString toolTip; ///< without keys; empty if the action has none of its own
};

/// The keys of a window's actions: what the person chose is put in force when this is made, and kept in the settings.
/// All windows of the program follow what is chosen in one. No two actions ever have the same keys. Lives in the main
/// thread, made once all menus stand.
class Shortcuts : public QObject
{
    Q_OBJECT

public:
    explicit Shortcuts(QMainWindow* window);

    const QList<ShortcutEntry>& entries() const { return m_entries; }
    /// Why nobody can have these keys, or the action of this entry cannot: a sentence. Empty: it can.
    QString refusal(const ShortcutEntry& entry, const QKeySequence& keys) const;
    /// Other entries that have one of these keys now.
    QList<const ShortcutEntry*> holders(const ShortcutEntry& entry, const QList<QKeySequence>& keys) const;
    /// At once and for the next start. Who had these keys has them no longer.
    void assign(const ShortcutEntry& entry, const QList<QKeySequence>& keys);
    void resetAll();
    bool isChanged(const ShortcutEntry& entry) const;
    bool isAnyChanged() const;
    /// What became of an entry's default keys and whose its keys were: sentences. Empty: it is as it came.
    QString remark(const ShortcutEntry& entry) const;

Q_SIGNALS:
    void changed();

private:
    void collect(const QMenu* menu, const QString& titles);
    void load();
    void tellAllWindows();
    void put(const ShortcutEntry& entry, const QList<QKeySequence>& keys);
    void keep(const ShortcutEntry& entry) const;

    QMainWindow* m_window;
    QList<ShortcutEntry> m_entries;
};

/// As they stand on the keyboard, joined by commas.
QString keyNames(const QList<QKeySequence>& keys);

} // namespace metaspo
