"""Understanding: phrases of the store's vocabulary, sentence vectors, topics asked (Rasa graph components).

NumPy's products stay on one thread: those of one message are so small that threads would wait for
each other longer than they compute, and most of all where another program wants the same cores
(docs/performance.md).
"""

import numpy as np  # noqa: F401 - the limit holds for libraries that are loaded
from threadpoolctl import threadpool_limits

threadpool_limits(1, user_api="blas")
