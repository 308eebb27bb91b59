#pragma once

#include "core/analysis/TerminalText.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAction>
#include <QComboBox>
#include <QElapsedTimer>
#include <QGraphicsTextItem>
#include <QGraphicsView>
#include <QGroupBox>
#include <QHeaderView>
#include <QLabel>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QTabBar>
#include <QTextBlock>
#include <QTextDocument>
#include <QTimer>

namespace metaspo {

/// The longest time in which the event loop did not turn.
class Heartbeat
{
public:
    Heartbeat()
    {
        m_since.start();
        QObject::connect(&m_timer, &QTimer::timeout, &m_timer,
                         [this] { m_longest = std::max(m_longest, m_since.restart()); });
        m_timer.start(10);
    }
    qint64 longest() const { return std::max(m_longest, m_since.elapsed()); }

private:
    QTimer m_timer;
    QElapsedTimer m_since;
    qint64 m_longest = 0;
};

/// Reads everything that a window shows, as a person sees it, and notes which texts with the marker are not shown as
/// text.
class ShownTexts
{
public:
    static inline const QString marker = QStringLiteral("Hostile");

    int seen() const { return m_seen; } ///< how many texts with the marker can be seen now
    const QStringList& faults() const { return m_faults; }

    void read(QWidget* root)
    {
        readWidget(root);
        for (QWidget* widget : root->findChildren<QWidget*>())
            readWidget(widget);
        for (const QAction* action : root->findChildren<QAction*>()) {
            line(action->text(), action);
            toolTip(action->toolTip(), action);
        }
    }

private:
    void readWidget(const QWidget* widget)
    {
        toolTip(widget->toolTip(), widget);
        line(widget->windowTitle(), widget);
        if (const auto* label = qobject_cast<const QLabel*>(widget))
            readLabel(label);
        else if (const auto* button = qobject_cast<const QAbstractButton*>(widget))
            line(button->text(), button);
        else if (const auto* group = qobject_cast<const QGroupBox*>(widget))
            line(group->title(), group);
        else if (const auto* combo = qobject_cast<const QComboBox*>(widget))
            for (int row = 0; row < std::min(combo->count(), mostRows); ++row)
                line(combo->itemText(row), combo);
        else if (const auto* tabs = qobject_cast<const QTabBar*>(widget))
            for (int tab = 0; tab < tabs->count(); ++tab)
                line(tabs->tabText(tab), tabs);
        else if (const auto* text = qobject_cast<const QPlainTextEdit*>(widget))
            readText(text);
        else if (const auto* view = qobject_cast<const QAbstractItemView*>(widget))
            readView(view);
        else if (const auto* graphics = qobject_cast<const QGraphicsView*>(widget))
            readGraphics(graphics);
        else if (const auto* box = qobject_cast<const QMessageBox*>(widget); box && box->textFormat() != Qt::PlainText)
            fault("a message box that takes rich text", box);
    }

    void readLabel(const QLabel* label)
    {
        const bool isOfAPerson = label->text().contains(marker) || Qt::mightBeRichText(label->text());
        if (isOfAPerson && label->textFormat() != Qt::PlainText)
            fault("a label that takes rich text", label);
        text(label->text(), label);
    }

    // What is edited is the text itself.
    void readText(const QPlainTextEdit* edit)
    {
        if (edit->isReadOnly())
            text(edit->toPlainText(), edit);
        for (QTextBlock block = edit->document()->begin(); block.isValid() && edit->isReadOnly(); block = block.next())
            if (block.length() > 3000)
                return fault("a line that takes long to lay out", edit);
    }

    void readView(const QAbstractItemView* view)
    {
        if (!view->model() || qobject_cast<const QHeaderView*>(view))
            return;
        readRows(view, {});
        for (int column = 0; column < view->model()->columnCount(); ++column)
            for (const Qt::Orientation orientation : {Qt::Horizontal, Qt::Vertical}) {
                line(view->model()->headerData(column, orientation).toString(), view);
                toolTip(view->model()->headerData(column, orientation, Qt::ToolTipRole).toString(), view);
            }
    }

    void readRows(const QAbstractItemView* view, const QModelIndex& parent)
    {
        const QAbstractItemModel* model = view->model();
        for (int row = 0; row < std::min(model->rowCount(parent), mostRows); ++row) {
            for (int column = 0; column < model->columnCount(parent); ++column) {
                const QModelIndex index = model->index(row, column, parent);
                line(index.data().toString(), view);
                toolTip(index.data(Qt::ToolTipRole).toString(), view);
            }
            readRows(view, model->index(row, 0, parent));
        }
    }

    void readGraphics(const QGraphicsView* view)
    {
        for (const QGraphicsItem* item : view->scene() ? view->scene()->items() : QList<QGraphicsItem*>())
            if (const auto* shown = qgraphicsitem_cast<const QGraphicsTextItem*>(item)) {
                const QString html = shown->document()->toHtml();
                if (html.contains(QLatin1String("<img")) || html.contains(QLatin1String("<a ")))
                    fault("a text of a chart that takes rich text", view);
                text(shown->toPlainText(), view);
            }
    }

    void toolTip(const QString& shown, const QObject* where)
    {
        if (Qt::mightBeRichText(shown)
            && (shown.contains(QLatin1String("<img")) || shown.contains(QLatin1String("<script"))
                || shown.contains(QLatin1String("<a ")) || shown.contains(QLatin1String("<b>"))))
            fault("a tool tip that takes rich text", where);
        text(shown, where);
    }

    void line(const QString& shown, const QObject* where)
    {
        if (shown.contains(QLatin1Char('\n')) && shown.contains(marker) && !qobject_cast<const QAbstractButton*>(where))
            fault("more than a line", where);
        text(shown, where);
    }

    void text(const QString& shown, const QObject* where)
    {
        if (!shown.contains(marker))
            return;
        const auto* widget = qobject_cast<const QWidget*>(where);
        m_seen += widget && widget->isVisible() ? 1 : 0;
        const auto characters = shown.toUcs4();
        for (const uint character : characters)
            if (isHidden(character) && character != '\n' && character != '\t' && character != emojiStyle)
                return fault(qPrintable(QStringLiteral("a hidden character %1").arg(character, 0, 16)), where);
    }

    void fault(const char* what, const QObject* where)
    {
        const QString name = QStringLiteral("%1 %2 of %3: %4").arg(
            QLatin1String(where->metaObject()->className()), where->objectName(),
            where->parent() ? where->parent()->objectName() : QString(), QLatin1String(what));
        if (!m_faults.contains(name))
            m_faults.append(name);
    }

    static constexpr int mostRows = 40; // of each level of a view
    static constexpr uint emojiStyle = 0xFE0F;
    int m_seen = 0;
    QStringList m_faults;
};

} // namespace metaspo
