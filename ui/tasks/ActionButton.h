#pragma once

#include <QString>

class QAction;
class QPushButton;
class QToolButton;
class QWidget;

namespace metaspo {

/// Buttons that do what an action does and are enabled when it is. The tool tip names the action and its keys.
QPushButton* buttonFor(QAction* action, const QString& text, const QString& objectName, QWidget* parent);
QToolButton* iconButtonFor(QAction* action, const QString& objectName, QWidget* parent);

} // namespace metaspo
