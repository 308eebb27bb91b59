#include "ui/window/ShortcutsDialog.h"

#include "ui/kit/Icons.h"
#include "ui/kit/Layout.h"
#include "ui/kit/PlainText.h"
#include "ui/kit/Theme.h"
#include "ui/window/Shortcuts.h"

#include <QAction>
#include <QDialogButtonBox>
#include <QEvent>
#include <QHeaderView>
#include <QKeySequenceEdit>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <functional>

namespace metaspo {

namespace {

enum ShortcutColumn { CommandColumn, KeysColumn, RemarkColumn };
constexpr int entryRole = Qt::UserRole;

QPushButton* plainButton(const QString& text, const char* objectName, QWidget* parent)
{
    QPushButton* made = button(text, {}, QLatin1String(objectName), parent);
    made->setAutoDefault(false); // Return in the filter presses nothing
    return made;
}

// In words beside it too. A selected row would draw an icon of the palette white on a faint blue.
QIcon warning(const QWidget* on)
{
    const QPixmap drawn = iconPixmap(QStringLiteral("warning"), 16, toneColour(Tone::Caution, on->palette()),
                                     on->devicePixelRatioF());
    QIcon made(drawn);
    made.addPixmap(drawn, QIcon::Selected);
    return made;
}

// Qt's field waits a second for another stroke. Here one stroke is the whole, and tells at once.
class KeysField : public QKeySequenceEdit
{
public:
    using QKeySequenceEdit::QKeySequenceEdit;
    std::function<void(const QKeySequence&)> pressed;

protected:
    void keyPressEvent(QKeyEvent* event) override
    {
        QKeySequenceEdit::keyPressEvent(event);
        const QKeySequence keys = keySequence(); // empty while only Ctrl, Alt or Shift is down
        if (!keys.isEmpty())
            pressed(QKeySequence(keys[0]));
    }
};

} // namespace

ShortcutsDialog::ShortcutsDialog(Shortcuts& shortcuts, QWidget* parent)
    : QDialog(parent)
    , m_shortcuts(shortcuts)
    , m_filter(new QLineEdit(this))
    , m_list(new QTreeWidget(this))
    , m_name(caption({}, this))
    , m_keys(new KeysField(this))
    , m_clear(plainButton(tr("&Without keys"), "clearShortcut", this))
    , m_reset(plainButton(tr("&Default"), "resetShortcut", this))
    , m_resetAll(plainButton(tr("&All to their defaults"), "resetShortcuts", this))
    , m_conflict(new QLabel(this))
    , m_take(plainButton({}, "takeShortcut", this))
{
    setObjectName(QStringLiteral("shortcutsDialog"));
    setWindowTitle(tr("Shortcuts"));
    nameWidget(m_filter, QStringLiteral("shortcutsFilter"), tr("Filter the shortcuts"));
    m_filter->setPlaceholderText(tr("Filter by action, menu or keys"));
    m_filter->setClearButtonEnabled(true);
    nameWidget(m_list, QStringLiteral("shortcutsList"), tr("Shortcuts"));
    m_list->setUniformRowHeights(true);
    m_list->setHeaderLabels({tr("Action"), tr("Keys"), tr("Remark")});
    m_list->header()->setStretchLastSection(true);
    m_list->setColumnWidth(CommandColumn, 280);
    m_list->setColumnWidth(KeysColumn, 150);
    auto* buttons = new QDialogButtonBox(this);
    buttons->addButton(m_resetAll, QDialogButtonBox::ResetRole);
    buttons->addButton(plainButton(tr("Close"), "closeShortcuts", this), QDialogButtonBox::RejectRole);
    auto* column = new QVBoxLayout(this);
    column->setSpacing(gap);
    column->addWidget(m_filter);
    column->addWidget(m_list, 1);
    column->addLayout(makeEditor());
    column->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_filter, &QLineEdit::textChanged, this, &ShortcutsDialog::narrow);
    connect(m_list, &QTreeWidget::currentItemChanged, this, &ShortcutsDialog::forget);
    connect(m_list, &QTreeWidget::itemActivated, m_keys, qOverload<>(&QWidget::setFocus));
    connect(m_resetAll, &QPushButton::clicked, &m_shortcuts, &Shortcuts::resetAll);
    connect(&m_shortcuts, &Shortcuts::changed, this, &ShortcutsDialog::forget);
    resize(760, 600);
    fillList();
    forget();
}

void ShortcutsDialog::changeEvent(QEvent* event)
{
    QDialog::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        showKeys(); // its signs are drawn in the theme's colours
}

void ShortcutsDialog::fillList()
{
    QHash<QString, QTreeWidgetItem*> menus;
    for (qsizetype place = 0; place < m_shortcuts.entries().size(); ++place) {
        const ShortcutEntry& entry = m_shortcuts.entries().at(place);
        QTreeWidgetItem*& menu = menus[entry.menu];
        if (!menu) {
            menu = new QTreeWidgetItem(m_list, {entry.menu});
            menu->setFlags(Qt::ItemIsEnabled);
            menu->setFirstColumnSpanned(true);
            menu->setExpanded(true);
        }
        m_rows.append(new QTreeWidgetItem(menu, {entry.name}));
        m_rows.last()->setData(CommandColumn, entryRole, place);
    }
    m_list->setCurrentItem(m_rows.value(0));
}

QLayout* ShortcutsDialog::makeEditor()
{
    m_name->setObjectName(QStringLiteral("shortcutName"));
    nameWidget(m_keys, QStringLiteral("shortcutKeys"), tr("New keys"));
    m_keys->setAccessibleDescription(tr("Press the keys that the chosen action shall have. Tab leaves the field."));
    m_conflict->setWordWrap(true);
    m_conflict->setObjectName(QStringLiteral("shortcutConflict"));
    auto* editor = new QHBoxLayout;
    editor->addWidget(m_name, 1);
    editor->addWidget(m_keys);
    editor->addWidget(m_clear);
    editor->addWidget(m_reset);
    auto* conflict = new QHBoxLayout;
    conflict->addWidget(m_conflict, 1);
    conflict->addWidget(m_take);
    auto* both = new QVBoxLayout;
    both->addLayout(editor);
    both->addLayout(conflict);
    static_cast<KeysField*>(m_keys)->pressed = [this](const QKeySequence& keys) { takePressed(keys); };
    connect(m_keys, &QKeySequenceEdit::editingFinished, this, &ShortcutsDialog::showChosen); // only Ctrl was pressed
    connect(m_clear, &QPushButton::clicked, this, [this] { ask({}); });
    connect(m_reset, &QPushButton::clicked, this, [this] { ask(chosen()->defaults); });
    connect(m_take, &QPushButton::clicked, this, &ShortcutsDialog::decide);
    return both;
}

void ShortcutsDialog::narrow()
{
    const QString typed = m_filter->text().trimmed();
    QTreeWidgetItem* first = nullptr;
    for (int menu = 0; menu < m_list->topLevelItemCount(); ++menu)
        m_list->topLevelItem(menu)->setHidden(true);
    for (QTreeWidgetItem* row : m_rows) {
        const QString all = row->text(CommandColumn) + QLatin1Char('\n') + row->text(KeysColumn) + QLatin1Char('\n')
                            + row->parent()->text(CommandColumn);
        const bool fits = all.contains(typed, Qt::CaseInsensitive);
        row->setHidden(!fits);
        if (!fits)
            continue;
        row->parent()->setHidden(false);
        first = first ? first : row;
    }
    if (!m_list->currentItem() || m_list->currentItem()->isHidden())
        m_list->setCurrentItem(first);
}

const ShortcutEntry* ShortcutsDialog::chosen() const
{
    const QTreeWidgetItem* row = m_list->currentItem();
    return row && row->parent() ? &m_shortcuts.entries().at(row->data(CommandColumn, entryRole).toLongLong()) : nullptr;
}

QString ShortcutsDialog::remarkOf(const ShortcutEntry& entry) const
{
    if (!m_asking)
        return m_shortcuts.remark(entry);
    const QList<const ShortcutEntry*> holders = m_shortcuts.holders(*m_asking, m_asked);
    if (m_asking == &entry) {
        QStringList sentences;
        for (const ShortcutEntry* holder : holders)
            sentences.append(tr("Conflict: “%1” has %2.").arg(holder->name, keyNames(holder->action->shortcuts())));
        return sentences.join(QLatin1Char(' '));
    }
    return holders.contains(&entry) ? tr("Conflict: “%1” asks for %2.").arg(m_asking->name, keyNames(m_asked))
                                    : m_shortcuts.remark(entry);
}

void ShortcutsDialog::showKeys()
{
    for (qsizetype place = 0; place < m_rows.size(); ++place) {
        const ShortcutEntry& entry = m_shortcuts.entries().at(place);
        QTreeWidgetItem* row = m_rows.at(place);
        const bool isInConflict =
            m_asking && (m_asking == &entry || m_shortcuts.holders(*m_asking, m_asked).contains(&entry));
        row->setText(KeysColumn, keyNames(entry.action->shortcuts()));
        row->setText(RemarkColumn, remarkOf(entry));
        row->setToolTip(RemarkColumn, displayToolTip(row->text(RemarkColumn)));
        row->setIcon(RemarkColumn, isInConflict ? warning(this) : QIcon());
    }
}

void ShortcutsDialog::showChosen()
{
    const ShortcutEntry* entry = chosen();
    m_keys->setKeySequence(entry ? entry->action->shortcut() : QKeySequence());
    showPlain(m_name, entry ? tr("Press keys for “%1”").arg(entry->name) : tr("No action is chosen"));
    m_keys->setEnabled(entry != nullptr);
    m_clear->setEnabled(entry && !entry->action->shortcuts().isEmpty());
    m_reset->setEnabled(entry && m_shortcuts.isChanged(*entry));
    m_resetAll->setEnabled(m_shortcuts.isAnyChanged());
}

void ShortcutsDialog::takePressed(const QKeySequence& keys)
{
    const ShortcutEntry* entry = chosen();
    if (!entry)
        return;
    const QString refusal = m_shortcuts.refusal(*entry, keys);
    if (refusal.isEmpty())
        return ask({keys});
    forget();
    showPlain(m_conflict, tr("%1 Nothing was changed.").arg(refusal));
    m_conflict->show();
}

void ShortcutsDialog::ask(const QList<QKeySequence>& keys)
{
    const ShortcutEntry* entry = chosen();
    const QList<const ShortcutEntry*> holders = m_shortcuts.holders(*entry, keys);
    if (holders.isEmpty())
        return m_shortcuts.assign(*entry, keys);
    forget();
    m_asking = entry;
    m_asked = keys;
    QStringList names;
    for (const ShortcutEntry* holder : holders)
        names.append(tr("“%1” (%2)", "action (its menu)").arg(holder->name, holder->menu));
    showPlain(m_conflict, tr("%1 already means %2. Nothing was changed. Press other keys, or take them away there.")
                              .arg(keyNames(keys), names.join(QStringLiteral(", "))));
    m_take->setText(tr("Give %1 to “%2”").arg(keyNames(keys), entry->name));
    m_conflict->show();
    m_take->show();
    showKeys();
}

void ShortcutsDialog::decide()
{
    const QList<QKeySequence> keys = m_asked; // forgotten while it happens
    if (m_asking)
        m_shortcuts.assign(*m_asking, keys);
}

// What was asked for and not decided is dropped; shown is what is in force.
void ShortcutsDialog::forget()
{
    m_asking = nullptr;
    m_asked.clear();
    m_conflict->hide();
    m_take->hide();
    showKeys();
    showChosen();
}

} // namespace metaspo
