#include "ui/tasks/ActionButton.h"

#include "ui/kit/Layout.h"

#include <QAction>
#include <QPushButton>
#include <QToolButton>

namespace metaspo {

namespace {

QString plainText(const QAction* action)
{
    QString text = action->text();
    return text.replace(QLatin1String("&&"), QLatin1String("\n")).remove(u'&').replace(u'\n', u'&');
}

void follow(QAbstractButton* button, QAction* action, bool takesName)
{
    const auto show = [button, action, takesName] {
        const QString keys = action->shortcut().toString(QKeySequence::NativeText);
        const QString text = plainText(action);
        button->setEnabled(action->isEnabled());
        button->setToolTip((keys.isEmpty() ? text : QStringLiteral("%1 (%2)").arg(text, keys)).toHtmlEscaped());
        if (takesName)
            button->setAccessibleName(text);
    };
    QObject::connect(action, &QAction::changed, button, show);
    QObject::connect(button, &QAbstractButton::clicked, action, &QAction::trigger);
    show();
}

} // namespace

QPushButton* buttonFor(QAction* action, const QString& text, const QString& objectName, QWidget* parent)
{
    QPushButton* made = button(text, {}, objectName, parent);
    made->setIcon(action->icon());
    follow(made, action, false);
    return made;
}

QToolButton* iconButtonFor(QAction* action, const QString& objectName, QWidget* parent)
{
    QToolButton* made = toolButton(plainText(action), {}, objectName, parent);
    made->setIcon(action->icon());
    follow(made, action, true);
    return made;
}

} // namespace metaspo
