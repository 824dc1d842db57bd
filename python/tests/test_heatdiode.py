"""Tests of the package, run by ``python3 -m unittest discover -s python/tests`` (and from the project's own suite)."""

import sys
import threading
import unittest
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import heatdiode as hd  # noqa: E402
from heatdiode.values import to_text  # noqa: E402

try:
    import numpy
except ImportError:
    numpy = None

POINT = dict(omega=1, Gamma_L=1, Gamma_R=3, T_L=2, T_R=1)


class Values(unittest.TestCase):
    def test_numbers_go_out_exactly(self):
        self.assertEqual(to_text(0.1), "0.1")
        self.assertEqual(to_text(Fraction(1, 3)), "1/3")
        self.assertEqual(to_text(Decimal("1.20")), "1.20")
        self.assertEqual(to_text(10**30), "1" + "0" * 30)
        self.assertEqual(to_text("1.000000000000000000001"), "1.000000000000000000001")

    def test_what_is_no_number_is_refused(self):
        for wrong in (float("nan"), float("inf"), Decimal("NaN"), True, None, [1], object()):
            with self.assertRaises(hd.InputError):
                to_text(wrong)


class Questions(unittest.TestCase):
    def setUp(self):
        self.diode = hd.junction("solid-TLS-solid")

    def test_expansion_as_formulas(self):
        expansion = self.diode.expand(order=2)
        self.assertEqual(len(expansion), 3)
        self.assertTrue(expansion[0].zero)
        self.assertIn("sinh(2*omega/T_a)", expansion[1].expression)
        latex = expansion._repr_latex_()
        self.assertTrue(latex.startswith("$") and latex.endswith("$"))
        self.assertEqual(latex.count("&="), 3)
        self.assertEqual(latex.count("{"), latex.count("}"))
        with self.assertRaises(TypeError):
            float(expansion[1])

    def test_expansion_at_a_point(self):
        point = {name: value for name, value in POINT.items() if not name.startswith("T_")}
        expansion = self.diode.expand(order=2, at={**point, "T_a": 3}, digits=25)
        self.assertEqual(expansion[1].digits, "0.2323986618406507797215808")
        self.assertAlmostEqual(float(expansion[2].value), 0.036006092016883435, places=16)
        self.assertEqual(expansion.at["T_a"], Fraction(3))

    def test_conditions(self):
        self.assertEqual(self.diode.conditions().vanishes_iff, [["Gamma_L = Gamma_R"]])
        self.assertEqual(hd.junction("solid-HO-solid").conditions().rectifies, "never")
        self.assertIn("unless Gamma_L = Gamma_R", self.diode._repr_html_())

    def test_evaluation(self):
        found = self.diode.evaluate(**POINT, digits=20, quantity=["J", "S"])
        self.assertEqual(found.digits["R"], "1.3629432172651416989")
        self.assertAlmostEqual(float(found["S"]), 1.097405851120048, places=14)
        self.assertEqual(found.at["Delta"], Fraction(1))
        self.assertAlmostEqual(sum(map(float, found.populations)), 1.0, places=14)
        self.assertEqual(found.sensitivities["omega"]["J"][:6], "0.2207")
        self.assertIn("<td>J</td>", found._repr_html_())

    def test_current(self):
        current = self.diode.current()
        self.assertIn("k^{L}", current._repr_latex_().replace("k^L", "k^{L}"))
        self.assertIn("n_B^L", current._repr_latex_())

    def test_claims(self):
        self.assertFalse(self.diode.check("R = 1"))
        self.assertTrue(self.diode.check("R = 1", assume="Gamma_L = Gamma_R"))
        self.assertIn("T_L", self.diode.check("R = 1").counterexample["at"])

    def test_fits(self):
        data = str(Path(__file__).resolve().parents[2] / "examples" / "measured.csv")
        fitted = self.diode.fit(data, ["Gamma_R"], Gamma_L=1, omega=1)["parameters"]["Gamma_R"]
        self.assertLess(abs(fitted["value"] - 3), fitted["error"])
        with self.assertRaisesRegex(hd.InputError, "determines Gamma_L\\*Gamma_R/\\(Gamma_L \\+ Gamma_R\\) alone"):
            hd.junction("solid-HO-solid").fit(data, ["Gamma_L", "Gamma_R"], omega=1)

    def test_a_junction_by_its_content(self):
        content = {
            "left": {"bath": "solid", "coupling": "Gamma_L"},
            "right": {"bath": "spin", "coupling": "Upsilon_R"},
            "subsystem": {"kind": "HO", "gap": "omega"},
        }
        self.assertEqual(hd.junction(content).conditions().rectifies, "always")

    @unittest.skipIf(numpy is None, "NumPy is not installed")
    def test_scans_and_modules(self):
        columns = self.diode.scan({"omega": [0.5, 1], "Gamma_R": "1:3:3"}, Gamma_L=1, T_a=3, Delta=1)
        self.assertEqual(list(columns), ["omega", "Gamma_R", "R", "J"])
        self.assertEqual(columns["R"].shape, (6,))
        self.assertAlmostEqual(columns["R"][5], 1.3629432172651417, places=14)
        module = self.diode.module(order=1)
        J = module.J(Gamma_L=1, Gamma_R=columns["Gamma_R"], omega=columns["omega"], T_a=3, Delta=1)
        self.assertTrue(numpy.allclose(J, columns["J"], rtol=1e-14))


class Wrong(unittest.TestCase):
    def test_errors_have_the_sentence_of_the_command(self):
        with self.assertRaisesRegex(hd.InputError, "^spn-TLS-metal: unknown bath spn; did you mean spin\\?$"):
            hd.junction("spn-TLS-metal")
        diode = hd.junction("solid-TLS-solid")
        with self.assertRaisesRegex(hd.InputError, "has no omga; did you mean omega"):
            diode.evaluate(omga=1)
        with self.assertRaisesRegex(hd.InputError, "no value for"):
            diode.evaluate(omega=1)
        with self.assertRaisesRegex(hd.InputError, "there is no such file"):
            hd.junction("nowhere.json").conditions()
        self.assertTrue(issubclass(hd.InputError, ValueError))

    def test_a_request_that_takes_too_long(self):
        with self.assertRaisesRegex(hd.InputError, "not finished within 0.3 s"):
            hd.junction("metal-TLS-metal").expand(order=80, force=True, seconds=0.3)
        self.assertEqual(hd.junction("solid-HO-solid").conditions().rectifies, "never")

    def test_a_command_that_is_not_there_or_not_heatdiode(self):
        with self.assertRaisesRegex(hd.ProcessError, "/nowhere/heatdiode cannot be started"):
            hd.Session("/nowhere/heatdiode").ask("hello")
        with self.assertRaises(hd.ProcessError):
            hd.Session([sys.executable, "-c", "print('hello')"]).ask("hello")


class Sessions(unittest.TestCase):
    def test_one_process_for_all_threads_and_a_new_one_after_it_was_lost(self):
        with hd.Session() as session:
            found = []

            def ask(ratio):
                answer = hd.junction("solid-TLS-solid", session).evaluate(**{**POINT, "Gamma_R": ratio})
                found.append((ratio, str(answer.at["Gamma_R"])))

            threads = [threading.Thread(target=ask, args=(n,)) for n in range(1, 9)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            self.assertEqual(sorted(found), [(n, str(n)) for n in range(1, 9)])
            session._process.kill()
            session._process.wait()
            self.assertEqual(session.ask("hello")["protocol"], 1)


if __name__ == "__main__":
    unittest.main()
