#include "ui/window/Shortcuts.h"

#include "ui/kit/Settings.h"

#include <QAction>
#include <QApplication>
#include <QMainWindow>
#include <QMenu>
#include <QMenuBar>
#include <QShortcut>

#include <algorithm>

namespace metaspo {

namespace {

const QString settingsGroup = QStringLiteral("shortcuts/");

QString withoutMark(QString text)
{
    return text.remove(QLatin1Char('&'));
}

QString inBrackets(const QList<QKeySequence>& keys)
{
    return keys.isEmpty() ? QString() : QStringLiteral(" (%1)").arg(keyNames(keys));
}

// An own tool tip is the status tip too; else it is the text.
QString ownToolTip(const QAction* action)
{
    return action->toolTip() == action->statusTip() ? action->statusTip() : QString();
}

bool isForTyping(const QKeySequence& keys)
{
    constexpr int needed[] = {Qt::Key_Tab,    Qt::Key_Backtab, Qt::Key_Return,   Qt::Key_Enter,
                              Qt::Key_Escape, Qt::Key_Space,   Qt::Key_Left,     Qt::Key_Right,
                              Qt::Key_Up,     Qt::Key_Down,    Qt::Key_Backspace};
    const QKeyCombination combination = keys[0];
    const bool isBare = !(combination.keyboardModifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier));
    const int key = combination.key();
    const bool isLetter = key > Qt::Key_Space && key < Qt::Key_Escape;
    return isBare && (isLetter || std::find(std::begin(needed), std::end(needed), key) != std::end(needed));
}

bool isForFields(const QKeySequence& keys)
{
    constexpr QKeySequence::StandardKey needed[] = {QKeySequence::Cut, QKeySequence::Copy, QKeySequence::Paste,
                                                    QKeySequence::SelectAll};
    return std::any_of(std::begin(needed), std::end(needed),
                       [&](QKeySequence::StandardKey one) { return QKeySequence::keyBindings(one).contains(keys); });
}

} // namespace

QString keyNames(const QList<QKeySequence>& keys)
{
    QStringList names;
    for (const QKeySequence& sequence : keys)
        names.append(sequence.toString(QKeySequence::NativeText));
    return names.join(QStringLiteral(", "));
}

Shortcuts::Shortcuts(QMainWindow* window)
    : QObject(window)
    , m_window(window)
{
    for (const QAction* title : window->menuBar()->actions())
        if (title->menu())
            collect(title->menu(), withoutMark(title->text()));
    load();
}

void Shortcuts::collect(const QMenu* menu, const QString& titles)
{
    for (QAction* action : menu->actions()) {
        if (action->menu())
            collect(action->menu(), tr("%1, %2", "menu, its submenu").arg(titles, withoutMark(action->text())));
        else if (!action->objectName().isEmpty() && !action->isSeparator())
            m_entries.append({action, titles, withoutMark(action->text()), action->shortcuts(), ownToolTip(action)});
    }
}

// Chosen keys go before defaults, and the first of two who chose the same: a file may be edited by hand, and a new
// version of the program may give a default to keys that a person has given to something else.
void Shortcuts::load()
{
    const auto settings = windowSettings();
    QList<QKeySequence> taken;
    const auto give = [&](const ShortcutEntry& entry, const QList<QKeySequence>& wanted) {
        QList<QKeySequence> free;
        for (const QKeySequence& keys : wanted)
            if (keys.count() == 1 && !taken.contains(keys) && refusal(entry, keys).isEmpty())
                free.append(keys);
        taken.append(free);
        put(entry, free);
    };
    const auto isChosen = [&](const ShortcutEntry& entry) {
        return settings->contains(settingsGroup + entry.action->objectName());
    };
    for (const ShortcutEntry& entry : m_entries) {
        if (!isChosen(entry))
            continue;
        QList<QKeySequence> wanted;
        for (const QString& text : settings->value(settingsGroup + entry.action->objectName()).toStringList())
            wanted.append(QKeySequence::fromString(text, QKeySequence::PortableText));
        give(entry, wanted);
    }
    for (const ShortcutEntry& entry : m_entries)
        if (!isChosen(entry))
            give(entry, entry.defaults);
}

QString Shortcuts::refusal(const ShortcutEntry& entry, const QKeySequence& keys) const
{
    const QString names = keys.toString(QKeySequence::NativeText);
    if (entry.defaults.contains(keys))
        return {};
    if (keys.isEmpty() || keys[0].key() == Qt::Key_unknown)
        return tr("These keys are not known.");
    if (isForTyping(keys))
        return tr("%1 alone is needed for writing and for moving around. Add Ctrl or Alt.").arg(names);
    if (isForFields(keys))
        return tr("%1 has a meaning of its own in text fields.").arg(names);
    for (const QAction* title : m_window->menuBar()->actions())
        if (QKeySequence::mnemonic(title->text()) == keys)
            return tr("%1 opens the menu “%2”.").arg(names, withoutMark(title->text()));
    for (const QAction* action : m_window->findChildren<QAction*>())
        if (action->shortcutContext() == Qt::WidgetShortcut && action->shortcuts().contains(keys))
            return tr("%1 has a meaning of its own in the tables of a page.").arg(names);
    for (const QShortcut* shortcut : m_window->findChildren<QShortcut*>())
        if (shortcut->key() == keys)
            return tr("%1 has a meaning of its own in a part of a page.").arg(names);
    return {};
}

QList<const ShortcutEntry*> Shortcuts::holders(const ShortcutEntry& entry, const QList<QKeySequence>& keys) const
{
    QList<const ShortcutEntry*> found;
    for (const ShortcutEntry& other : m_entries)
        if (other.action != entry.action
            && std::any_of(keys.begin(), keys.end(),
                           [&](const QKeySequence& one) { return other.action->shortcuts().contains(one); }))
            found.append(&other);
    return found;
}

void Shortcuts::assign(const ShortcutEntry& entry, const QList<QKeySequence>& keys)
{
    for (const ShortcutEntry* holder : holders(entry, keys)) {
        QList<QKeySequence> rest = holder->action->shortcuts();
        rest.removeIf([&](const QKeySequence& one) { return keys.contains(one); });
        put(*holder, rest);
        keep(*holder);
    }
    put(entry, keys);
    keep(entry);
    tellAllWindows();
}

// Each has actions of its own with the same keys: what they do not know of, they would give away a second time.
void Shortcuts::tellAllWindows()
{
    for (const QWidget* window : QApplication::topLevelWidgets()) {
        for (Shortcuts* other : window->findChildren<Shortcuts*>(Qt::FindDirectChildrenOnly)) {
            if (other != this)
                other->load();
            Q_EMIT other->changed();
        }
    }
}

void Shortcuts::resetAll()
{
    for (const ShortcutEntry& entry : m_entries) {
        put(entry, entry.defaults);
        keep(entry);
    }
    tellAllWindows();
}

bool Shortcuts::isChanged(const ShortcutEntry& entry) const
{
    return entry.action->shortcuts() != entry.defaults;
}

bool Shortcuts::isAnyChanged() const
{
    return std::any_of(m_entries.begin(), m_entries.end(), [this](const auto& entry) { return isChanged(entry); });
}

QString Shortcuts::remark(const ShortcutEntry& entry) const
{
    if (!isChanged(entry))
        return {};
    QStringList sentences;
    for (const QKeySequence& keys : entry.defaults)
        for (const ShortcutEntry* holder : holders(entry, {keys}))
            sentences.append(tr("%1 now means “%2”.").arg(keyNames({keys}), holder->name));
    for (const QKeySequence& keys : entry.action->shortcuts())
        for (const ShortcutEntry& other : m_entries)
            if (other.action != entry.action && other.defaults.contains(keys))
                sentences.append(tr("%1 was “%2”.").arg(keyNames({keys}), other.name));
    if (sentences.isEmpty())
        sentences.append(entry.defaults.isEmpty() ? tr("Has no keys by default.")
                                                  : tr("By default: %1.").arg(keyNames(entry.defaults)));
    return sentences.join(QLatin1Char(' '));
}

void Shortcuts::put(const ShortcutEntry& entry, const QList<QKeySequence>& keys)
{
    entry.action->setShortcuts(keys);
    if (!entry.toolTip.isEmpty())
        entry.action->setToolTip(entry.toolTip + inBrackets(keys));
}

// Only what differs from the default is kept, so that better defaults of a later version arrive.
void Shortcuts::keep(const ShortcutEntry& entry) const
{
    const auto settings = windowSettings();
    const QString name = settingsGroup + entry.action->objectName();
    QStringList texts;
    for (const QKeySequence& keys : entry.action->shortcuts())
        texts.append(keys.toString(QKeySequence::PortableText));
    if (isChanged(entry))
        settings->setValue(name, texts);
    else
        settings->remove(name);
}

} // namespace metaspo
