#pragma once

#include <QFrame>
#include <QMargins>
#include <QString>
#include <utility>

class QAbstractButton;
class QAbstractItemView;
class QLabel;
class QPushButton;
class QTableView;
class QToolButton;

namespace metaspo {

/// Sizes and small pieces that all pages share, so that they look alike. Logical pixels.
inline constexpr int pageMargin = 24;
inline constexpr int gap = 12;
inline constexpr QMargins tabMargins{10, 8, 10, 8};

QLabel* heading(const QString& text, QWidget* parent, double scale = 1.5);
/// A smaller, quieter text that wraps.
QLabel* hint(const QString& text, QWidget* parent);
/// The name of a field or an area, in bold.
QLabel* caption(const QString& text, QWidget* parent);
QPushButton* button(const QString& text, const QString& iconName, const QString& objectName, QWidget* parent);
/// An icon button whose name is its tool tip.
QToolButton* toolButton(const QString& name, const QString& iconName, const QString& objectName, QWidget* parent);
/// Sets object name and accessible name at once.
void nameWidget(QWidget* widget, const QString& objectName, const QString& accessibleName);
/// A widget around the content, with room on its sides.
QWidget* inMargins(QWidget* content, const QMargins& margins, QWidget* parent);
/// Rows of fixed height, no grid, whole rows selected, Tab leaves the table.
void prepareTable(QTableView* table);

/// Fills the panel with a list and, beside it, what is chosen there. The widths begin in these shares and can be
/// dragged.
void fillSideBySide(QWidget* panel, const QString& splitterName, QWidget* list, QWidget* chosen,
                    const std::pair<int, int>& shares);

/// A panel with a rounded edge on the base colour.
class Card : public QFrame
{
    Q_OBJECT

public:
    explicit Card(QWidget* parent = nullptr);

protected:
    void paintEvent(QPaintEvent* event) override;
};

/// What a page shows while it has nothing: a drawing, what is missing, what to do, and buttons for it.
class EmptyState : public QWidget
{
    Q_OBJECT

public:
    EmptyState(const QString& iconName, const QString& title, const QString& advice, QWidget* parent = nullptr);
    /// The first button is the main one.
    QPushButton* addButton(const QString& text, const QString& iconName, const QString& objectName);
    void say(const QString& title, const QString& advice);

protected:
    void changeEvent(QEvent* event) override;

private:
    void drawIcon();
    void fitAdvice();

    QString m_iconName;
    QLabel* m_drawing;
    QLabel* m_title;
    QLabel* m_advice;
    QWidget* m_buttons;
};

} // namespace metaspo
