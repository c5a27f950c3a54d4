#include "studio.inc"
Colours("52635c","c9c9cc","b98a4e")
#macro Head() intersection { #local I=0; #while (I<6) plane { vrotate(y,x*60*I),4.8 } #local I=I+1; #end box { <-3.1,-9,-9>,<3.1,9,9> } cylinder { -x*4,x*4,5.35 } sphere { 0,1 scale <6.2,6.2,6.2> } } #end
#macro One() union { object { Head() Rubber(CMain) translate <-8.6,0,0> } object { Head() Rubber(CMain) translate <8.6,0,0> }
  cylinder { -x*6,x*6,1.45 Brushed(CAccent) } union { sphere { 0,1 scale <4.2,1.75,1.75> } Brushed(CAccent) }
  union { torus { 1.7,0.4 rotate z*90 translate x*5.4 } torus { 1.7,0.4 rotate z*90 translate x*-5.4 } Brushed(CThird) }
  union { cylinder { <11.6,0,0>,<11.74,0,0>,2.9 } cylinder { <-11.6,0,0>,<-11.74,0,0>,2.9 } Brushed(CAccent) }
  union { object { TxtS(Word(L1,"4 KG"),1.1,0.1) rotate y*-90 translate <11.84,-0.5,0> } object { TxtS(Word(L1,"4 KG"),1.1,0.1) rotate y*90 translate <-11.84,-0.5,0> } Matte(CBlack) } } #end
#declare Obj = union { object { One() translate <-1,4.8,-6> } object { One() rotate y*26 translate <2,4.8,7.5> } }
#declare BLo=<-13,0,-11>; #declare BHi=<13,9.6,13>;
#declare Elev1=22; #declare Elev2=42;
Stage(Obj,34,-32,1.28)
