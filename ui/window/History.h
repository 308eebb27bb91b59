#pragma once

#include <QList>
#include <QObject>

class QWidget;

namespace metaspo {

/// The pages that were visited, by their places in the window, and where one is among them. The back and forward
/// buttons of a mouse over the window ask for steps too; dialogs and menus keep them. Main thread.
class History : public QObject
{
    Q_OBJECT

public:
    explicit History(QWidget* window);

    /// What was ahead is forgotten, unless this is where one is already.
    void visit(int page);
    void goBack();
    void goForward();
    bool canGoBack() const { return m_now > 0; }
    bool canGoForward() const { return m_now + 1 < m_pages.size(); }

Q_SIGNALS:
    void changed();
    void asked(int page); ///< to be shown; it is where one is now

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void go(qsizetype place);

    QWidget* m_window;
    QList<int> m_pages;
    qsizetype m_now = -1;
};

} // namespace metaspo
