#include "ui/window/CommandPalette.h"

#include "ui/kit/Layout.h"
#include "ui/kit/RowDelegate.h"
#include "ui/window/CommandModel.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
#include <QTimer>
#include <QVBoxLayout>

namespace metaspo {

CommandPalette::CommandPalette(const QList<QAction*>& actions, QWidget* parent)
    : QDialog(parent)
    , m_edit(new QLineEdit(this))
    , m_list(new QListView(this))
    , m_model(new CommandModel(actions, this))
{
    setObjectName(QStringLiteral("commandPalette"));
    setWindowTitle(tr("Commands"));
    nameWidget(m_edit, QStringLiteral("commandEdit"), tr("Find a command"));
    m_edit->setPlaceholderText(tr("Type a few letters of a command"));
    m_edit->installEventFilter(this);
    nameWidget(m_list, QStringLiteral("commandList"), tr("Commands"));
    m_list->setModel(m_model);
    m_list->setItemDelegate(new RowDelegate(RowDelegate::LongLines::Elided, m_list));
    m_list->setUniformItemSizes(true);
    m_list->setFocusPolicy(Qt::NoFocus);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(12, 12, 12, 12);
    column->addWidget(m_edit);
    column->addWidget(m_list, 1);
    resize(520, 420);
    connect(m_edit, &QLineEdit::textChanged, this, &CommandPalette::narrow);
    connect(m_edit, &QLineEdit::returnPressed, this, &CommandPalette::choose);
    connect(m_list, &QListView::clicked, this, &CommandPalette::choose);
    narrow({});
}

void CommandPalette::narrow(const QString& text)
{
    m_model->narrow(text);
    m_list->setCurrentIndex(m_model->index(0));
}

// The focus stays in the field; arrows move through the list.
bool CommandPalette::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_edit && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        const int row = m_list->currentIndex().row();
        if (key == Qt::Key_Down || key == Qt::Key_Up) {
            const int wanted = std::clamp(row + (key == Qt::Key_Down ? 1 : -1), 0, m_model->rowCount() - 1);
            m_list->setCurrentIndex(m_model->index(wanted));
            return true;
        }
    }
    return QDialog::eventFilter(watched, event);
}

void CommandPalette::choose()
{
    QAction* chosen = m_model->action(m_list->currentIndex());
    if (!chosen || !chosen->isEnabled())
        return;
    accept();
    QTimer::singleShot(0, chosen, &QAction::trigger); // the window has the focus again by then
}

} // namespace metaspo
